import { cases } from "../cases";
import { service as type } from "../run/exposure";
import { Unknown } from "../values";
import policy from "./deletion-protection";

const at = ["deletionProtection"];
const secret = "gcp:secretmanager/secret:Secret";

export default cases(policy, {
  passing: [
    { title: "leaves it at its default", type, props: { location: "europe-west1" } },
    { title: "says so", type, props: { deletionProtection: true } },
    { title: "is a secret that says so", type: secret, props: { secretId: "salt", deletionProtection: true } },
  ],
  failing: [
    { title: "has it switched off", type, props: { deletionProtection: false }, at },
    { title: "is a job without it", type: "gcp:cloudrunv2/job:Job", props: { deletionProtection: false }, at },
    { title: "is a secret without it, by omission", type: secret, props: { secretId: "salt" }, at },
  ],
  unknown: [{ title: "takes it from a new resource", type, props: { deletionProtection: Unknown } }],
});
