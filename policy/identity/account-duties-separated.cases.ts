import { type CaseResource, stackCases } from "../cases";
import { Unknown } from "../values";
import policy from "./account-duties-separated";

const grant = (
  name: string,
  role: string,
  member: CaseResource["props"][string] = "group:ops@example.dev",
): CaseResource => ({
  type: "gcp:projects/iAMMember:IAMMember",
  name,
  props: { role, member },
});

export default stackCases(policy, {
  passing: [
    {
      title: "has two members for the two",
      stack: [
        grant("makes", "roles/iam.serviceAccountAdmin"),
        grant("uses", "roles/iam.serviceAccountUser", "group:deploy@example.dev"),
      ],
    },
  ],
  failing: [
    {
      title: "has one group for both",
      stack: [grant("makes", "roles/iam.serviceAccountAdmin"), grant("uses", "roles/iam.serviceAccountUser")],
      at: ["member"],
    },
    {
      title: "gives one account's use to who makes accounts",
      stack: [
        grant("makes", "roles/iam.serviceAccountAdmin"),
        { ...grant("uses", "roles/iam.serviceAccountTokenCreator"), type: "gcp:serviceaccount/iAMMember:IAMMember" },
      ],
      at: ["member"],
    },
  ],
  unknown: [
    { title: "has a member that is not known yet", stack: [grant("makes", "roles/iam.serviceAccountAdmin", Unknown)] },
  ],
});
