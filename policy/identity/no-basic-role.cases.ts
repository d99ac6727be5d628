import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./no-basic-role";
import { projectGrant } from "./project-grant";

export default cases(policy, {
  passing: [
    {
      title: "grants one role for one work",
      ...projectGrant("roles/cloudsql.client", "serviceAccount:run-registry@example.iam.gserviceaccount.com"),
    },
  ],
  failing: [
    {
      title: "makes a workload an editor",
      ...projectGrant("roles/editor", "serviceAccount:run-registry@example.iam.gserviceaccount.com"),
      at: ["member"],
    },
    {
      title: "makes a caller the owner of what it calls",
      type: "gcp:cloudrunv2/serviceIamMember:ServiceIamMember",
      props: {
        name: "iam",
        role: "roles/owner",
        member: "serviceAccount:run-registry@example.iam.gserviceaccount.com",
      },
      at: ["member"],
    },
    {
      title: "lets somebody look at one data set, by a role that grows",
      type: "gcp:bigquery/datasetIamMember:DatasetIamMember",
      props: { datasetId: "a", role: "roles/viewer", member: "group:analysts@example.dev" },
      at: ["member"],
    },
    {
      title: "lets a group see all",
      ...projectGrant("roles/viewer", "group:all@example.dev"),
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
