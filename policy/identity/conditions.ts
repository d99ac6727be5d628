/** Conditions of grants, as far as they say on which resource a grant holds. */
import { at, type Known, type Props, Unknown } from "../values";

/** Whether a grant in a whole project holds for a named resource alone (cloud.google.com/iam/docs/conditions-resource-attributes). */
export function namesOneResource({ condition }: Props): Known {
  const expression = at(condition, "expression");
  if (expression === Unknown) return Unknown;
  return /\bresource\.name\s*(==|\.startsWith\()/.test(String(expression ?? ""));
}
