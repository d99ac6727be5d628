import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./no-admin-account";

export default cases(policy, {
  passing: [
    {
      title: "lets a group of people administer",
      type: "gcp:projects/iAMMember:IAMMember",
      props: { project: "example", role: "roles/pubsub.admin", member: "group:ops@example.dev" },
    },
    {
      title: "grants what is no administration",
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
      title: "makes a workload an administrator of keys",
      type: "gcp:projects/iAMMember:IAMMember",
      props: {
        project: "example",
        role: "roles/cloudkms.admin",
        member: "serviceAccount:run-registry@example.iam.gserviceaccount.com",
      },
      at: ["member"],
    },
    {
      title: "makes it one of networks",
      type: "gcp:projects/iAMMember:IAMMember",
      props: {
        project: "example",
        role: "roles/compute.networkAdmin",
        member: "serviceAccount:run-registry@example.iam.gserviceaccount.com",
      },
      at: ["member"],
    },
  ],
  unknown: [
    {
      title: "has a member that is made with it",
      type: "gcp:projects/iAMMember:IAMMember",
      props: { project: "example", role: "roles/cloudkms.admin", member: Unknown },
    },
  ],
});
