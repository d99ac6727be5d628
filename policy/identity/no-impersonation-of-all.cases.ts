import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./no-impersonation-of-all";
import { projectGrant } from "./project-grant";

export default cases(policy, {
  passing: [
    {
      title: "grants another role",
      ...projectGrant("roles/cloudsql.client", "serviceAccount:run-registry@example.iam.gserviceaccount.com"),
    },
  ],
  failing: [
    {
      title: "lets a deployer use every account",
      ...projectGrant("roles/iam.serviceAccountUser", "serviceAccount:deploy@example.iam.gserviceaccount.com"),
      at: ["member"],
    },
    {
      title: "lets people make tokens of every account",
      ...projectGrant("roles/iam.serviceAccountTokenCreator", "group:dev@example.dev"),
      at: ["member"],
    },
  ],
  unknown: [
    {
      title: "has a role that is made with it",
      ...projectGrant(Unknown, "serviceAccount:run-registry@example.iam.gserviceaccount.com"),
    },
  ],
});
