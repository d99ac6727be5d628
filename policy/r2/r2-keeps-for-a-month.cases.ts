import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./r2-keeps-for-a-month";

const deletes = (maxAge: Value, more: Props = {}): { props: Props } => {
  const deleteObjectsTransition: Value = { condition: { type: "Age", maxAge } };
  const rule = { id: "tidy", enabled: true, conditions: { prefix: "" }, deleteObjectsTransition, ...more };
  return { props: { bucketName: "layers", rules: [rule] } };
};
const at = ["rules[0].deleteObjectsTransition.condition.maxAge"];

export default cases(policy, {
  passing: [
    { title: "deletes after 90 days", ...deletes(7776000) },
    { title: "tidies up a folder every day", ...deletes(86400, { conditions: { prefix: "tmp/" } }) },
    { title: "is switched off", ...deletes(86400, { enabled: false }) },
    { title: "deletes nothing", props: { bucketName: "layers", rules: [] } },
  ],
  failing: [
    { title: "deletes everything after a day", ...deletes(86400), at },
    { title: "deletes everything after a week, without a word on folders", ...deletes(604800, { conditions: {} }), at },
  ],
  unknown: [
    { title: "takes the age from a new resource", ...deletes(Unknown) },
    { title: "takes the folder from a new resource", ...deletes(86400, { conditions: { prefix: Unknown } }) },
  ],
});
