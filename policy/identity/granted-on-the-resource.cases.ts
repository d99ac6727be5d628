import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./granted-on-the-resource";

export default cases(policy, {
  passing: [
    {
      title: "grants what only a project can carry",
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
      title: "lets a workload call every service",
      type: "gcp:projects/iAMMember:IAMMember",
      props: {
        project: "example",
        role: "roles/run.invoker",
        member: "serviceAccount:run-registry@example.iam.gserviceaccount.com",
      },
      at: ["member"],
    },
    {
      title: "lets it write into every data set",
      type: "gcp:projects/iAMMember:IAMMember",
      props: {
        project: "example",
        role: "roles/bigquery.dataEditor",
        member: "serviceAccount:run-registry@example.iam.gserviceaccount.com",
      },
      at: ["member"],
    },
    {
      title: "lets it use every key",
      type: "gcp:projects/iAMMember:IAMMember",
      props: {
        project: "example",
        role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
        member: "serviceAccount:run-registry@example.iam.gserviceaccount.com",
      },
      at: ["member"],
    },
    {
      title: "lets it read every bucket",
      type: "gcp:projects/iAMMember:IAMMember",
      props: {
        project: "example",
        role: "roles/storage.objectViewer",
        member: "serviceAccount:run-registry@example.iam.gserviceaccount.com",
      },
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
