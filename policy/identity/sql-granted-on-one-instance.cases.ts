import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import { projectGrant } from "./project-grant";
import policy from "./sql-granted-on-one-instance";

const expression =
  'resource.service == "sqladmin.googleapis.com" && resource.name == "projects/example/instances/catalog"';
const grant = (
  role: string,
  more: Props = {},
  member: Value = "serviceAccount:run-iam@example.iam.gserviceaccount.com",
) => {
  const { type, props } = projectGrant(role, member);
  return { type, props: { ...props, ...more } };
};

export default cases(policy, {
  passing: [
    {
      title: "is for one instance",
      ...grant("roles/cloudsql.client", { condition: { title: "only catalog", expression } }),
    },
    { title: "is about something else", ...grant("roles/cloudtrace.agent") },
  ],
  failing: [
    { title: "is for all", ...grant("roles/cloudsql.client"), at: ["member"] },
    {
      title: "has a condition that always holds",
      ...grant("roles/cloudsql.instanceUser", { condition: { title: "only catalog", expression: "true" } }),
      at: ["member"],
    },
  ],
  unknown: [
    {
      title: "is for an instance that is made with it",
      ...grant("roles/cloudsql.client", { condition: { title: "only catalog", expression: Unknown } }),
    },
    { title: "is for an account that is made with it", ...grant("roles/cloudsql.client", {}, Unknown) },
  ],
});
