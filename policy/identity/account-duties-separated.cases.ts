import { type CaseResource, stackCases } from "../cases";
import { Unknown, type Value } from "../values";
import policy from "./account-duties-separated";

const ops = "group:ops@example.dev";
const grant = (name: string, role: string, member: Value = ops): CaseResource => ({
  type: "gcp:projects/iAMMember:IAMMember",
  name,
  props: { role, member },
});
const over = (account: Value, name: string, role: string, member: Value = ops): CaseResource => ({
  type: "gcp:serviceaccount/iAMMember:IAMMember",
  name,
  props: { serviceAccountId: account, role, member },
});
const deploy = "projects/example/serviceAccounts/deploy@example.iam.gserviceaccount.com";
const record = "projects/example/serviceAccounts/record@example.iam.gserviceaccount.com";

export default stackCases(policy, {
  passing: [
    {
      title: "has two members for the two",
      stack: [
        grant("makes", "roles/iam.serviceAccountAdmin"),
        grant("uses", "roles/iam.serviceAccountUser", "group:deploy@example.dev"),
      ],
    },
    {
      title: "rules over one account and acts as another",
      stack: [
        over(deploy, "rules", "roles/iam.serviceAccountAdmin"),
        over(record, "uses", "roles/iam.serviceAccountUser"),
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
        over(deploy, "uses", "roles/iam.serviceAccountTokenCreator"),
      ],
      at: ["member"],
    },
    {
      title: "gives one account's rule to who uses all",
      stack: [grant("uses", "roles/iam.serviceAccountUser"), over(deploy, "rules", "roles/iam.serviceAccountKeyAdmin")],
      at: ["member"],
    },
    {
      title: "rules over an account and acts as the same",
      stack: [
        over(deploy, "rules", "roles/iam.serviceAccountAdmin"),
        over(
          deploy.toUpperCase().replace("PROJECTS/EXAMPLE/SERVICEACCOUNTS/", ""),
          "uses",
          "roles/iam.serviceAccountUser",
        ),
      ],
      at: ["member"],
    },
  ],
  unknown: [
    { title: "has a member that is not known yet", stack: [grant("makes", "roles/iam.serviceAccountAdmin", Unknown)] },
    {
      title: "rules over an account that is not known yet",
      stack: [
        over(Unknown, "rules", "roles/iam.serviceAccountAdmin"),
        over(deploy, "uses", "roles/iam.serviceAccountUser"),
      ],
    },
  ],
});
