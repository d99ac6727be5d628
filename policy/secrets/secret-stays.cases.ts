import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./secret-stays";

const type = "gcp:secretmanager/secret:Secret";

export default cases(policy, {
  passing: [{ title: "stays", type, props: { secretId: "salt", replication: { auto: {} } } }],
  failing: [
    { title: "was to be for a trial", type, props: { secretId: "salt", ttl: "3600s" }, at: ["ttl"] },
    {
      title: "ends with the year",
      type,
      props: { secretId: "salt", expireTime: "2026-12-31T00:00:00Z" },
      at: ["expireTime"],
    },
  ],
  unknown: [{ title: "takes its end from a new resource", type, props: { secretId: "salt", expireTime: Unknown } }],
});
