import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./secret-version-enabled";

const type = "gcp:secretmanager/secretVersion:SecretVersion";

export default cases(policy, {
  passing: [
    { title: "can be read", type, props: { secret: "salt", secretDataWoVersion: 1 } },
    { title: "says so", type, props: { secret: "salt", enabled: true } },
  ],
  failing: [
    { title: "was taken out of use for a moment", type, props: { secret: "salt", enabled: false }, at: ["enabled"] },
  ],
  unknown: [{ title: "takes it from a new resource", type, props: { secret: "salt", enabled: Unknown } }],
});
