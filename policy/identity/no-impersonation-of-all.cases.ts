import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./no-impersonation-of-all";

export default cases(policy, {
  passing: [
    {
      title: "grants another role",
      type: "gcp:projects/iAMMember:IAMMember",
      props: {
        project: "example",
        role: "roles/cloudsql.client",
        member: "serviceAccount:run-registry@example.iam.gserviceaccount.com",
      },
    },
  ],
  failing: [
    {
      title: "lets a deployer use every account",
      type: "gcp:projects/iAMMember:IAMMember",
      props: {
        project: "example",
        role: "roles/iam.serviceAccountUser",
        member: "serviceAccount:deploy@example.iam.gserviceaccount.com",
      },
      at: ["member"],
    },
    {
      title: "lets people make tokens of every account",
      type: "gcp:projects/iAMMember:IAMMember",
      props: { project: "example", role: "roles/iam.serviceAccountTokenCreator", member: "group:dev@example.dev" },
      at: ["member"],
    },
  ],
  unknown: [
    {
      title: "has a role that is made with it",
      type: "gcp:projects/iAMMember:IAMMember",
      props: {
        project: "example",
        role: Unknown,
        member: "serviceAccount:run-registry@example.iam.gserviceaccount.com",
      },
    },
  ],
});
