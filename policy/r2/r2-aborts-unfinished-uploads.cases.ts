import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./r2-aborts-unfinished-uploads";

const aborts = {
  id: "abort",
  enabled: true,
  conditions: { prefix: "" },
  abortMultipartUploadsTransition: { condition: { type: "Age", maxAge: 604800 } },
};
const deletes = {
  id: "delete",
  enabled: true,
  conditions: { prefix: "" },
  deleteObjectsTransition: { condition: { type: "Age", maxAge: 7776000 } },
};
const lifecycle = (...rules: Value[]): Props => ({ bucketName: "layers", rules });
const at = ["rules"];

export default cases(policy, {
  passing: [
    { title: "ends them, and deletes the old", props: lifecycle(deletes, aborts) },
    { title: "ends them by a rule that does both", props: lifecycle({ ...deletes, ...aborts }) },
  ],
  failing: [
    { title: "only deletes the old", props: lifecycle(deletes), at },
    { title: "has no rules any more", props: { bucketName: "layers" }, at },
    { title: "has the rule switched off", props: lifecycle({ ...aborts, enabled: false }), at },
    { title: "ends those of one folder", props: lifecycle({ ...aborts, conditions: { prefix: "tmp/" } }), at },
  ],
  unknown: [
    { title: "takes its rules from a new resource", props: { bucketName: "layers", rules: Unknown } },
    { title: "takes one rule from a new resource", props: lifecycle(deletes, Unknown) },
    { title: "takes the switch from a new resource", props: lifecycle({ ...aborts, enabled: Unknown }) },
  ],
});
