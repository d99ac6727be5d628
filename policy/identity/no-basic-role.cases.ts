import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./no-basic-role";

export default cases(policy, {
  passing: [
    {
      title: "grants one role for one work",
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
      title: "makes a workload an editor",
      type: "gcp:projects/iAMMember:IAMMember",
      props: {
        project: "example",
        role: "roles/editor",
        member: "serviceAccount:run-registry@example.iam.gserviceaccount.com",
      },
      at: ["member"],
    },
    {
      title: "lets a group see all",
      type: "gcp:projects/iAMMember:IAMMember",
      props: { project: "example", role: "roles/viewer", member: "group:all@example.dev" },
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
