import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./secret-data-write-only";

export default cases(policy, {
  passing: [
    { title: "is written only", props: { secret: "salt", secretDataWo: "example", secretDataWoVersion: 7 } },
    { title: "is made elsewhere", props: { secret: "salt", enabled: true } },
  ],
  failing: [{ title: "is read back", props: { secret: "salt", secretData: "example" }, at: ["secretData"] }],
  unknown: [{ title: "may be read back, if it turns out to be set", props: { secret: "salt", secretData: Unknown } }],
  notApplicable: [
    {
      title: "is regional, where there is no other way",
      type: "gcp:secretmanager/regionalSecretVersion:RegionalSecretVersion",
      props: { secret: "salt", secretData: "example" },
    },
  ],
});
