import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./granted-on-the-resource";
import { projectGrant } from "./project-grant";

export default cases(policy, {
  passing: [
    {
      title: "grants what only a project can carry",
      ...projectGrant("roles/cloudsql.client", "serviceAccount:run-registry@example.iam.gserviceaccount.com"),
    },
  ],
  failing: [
    {
      title: "lets a workload call every service",
      ...projectGrant("roles/run.invoker", "serviceAccount:run-registry@example.iam.gserviceaccount.com"),
      at: ["member"],
    },
    {
      title: "lets it write into every data set",
      ...projectGrant("roles/bigquery.dataEditor", "serviceAccount:run-registry@example.iam.gserviceaccount.com"),
      at: ["member"],
    },
    {
      title: "lets it use every key",
      ...projectGrant(
        "roles/cloudkms.cryptoKeyEncrypterDecrypter",
        "serviceAccount:run-registry@example.iam.gserviceaccount.com",
      ),
      at: ["member"],
    },
    {
      title: "lets it read every bucket",
      ...projectGrant("roles/storage.objectViewer", "serviceAccount:run-registry@example.iam.gserviceaccount.com"),
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
