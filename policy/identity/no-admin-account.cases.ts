import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./no-admin-account";
import { projectGrant } from "./project-grant";

export default cases(policy, {
  passing: [
    {
      title: "lets a group of people administer",
      ...projectGrant("roles/pubsub.admin", "group:ops@example.dev"),
    },
    {
      title: "grants what is no administration",
      ...projectGrant("roles/cloudsql.client", "serviceAccount:run-registry@example.iam.gserviceaccount.com"),
    },
    {
      title: "lets Google's own agent rule over what it runs for us",
      ...projectGrant(
        "roles/compute.networkAdmin",
        "serviceAccount:service-123456789012@gcp-sa-gkenode.iam.gserviceaccount.com",
      ),
    },
  ],
  failing: [
    {
      title: "makes an administrator of an account that is called like an agent",
      ...projectGrant("roles/pubsub.admin", "serviceAccount:gcp-sa-pubsub@example.iam.gserviceaccount.com"),
      at: ["member"],
    },
    {
      title: "makes a workload an administrator of keys",
      ...projectGrant("roles/cloudkms.admin", "serviceAccount:run-registry@example.iam.gserviceaccount.com"),
      at: ["member"],
    },
    {
      title: "makes it one of networks",
      ...projectGrant("roles/compute.networkAdmin", "serviceAccount:run-registry@example.iam.gserviceaccount.com"),
      at: ["member"],
    },
  ],
  unknown: [
    {
      title: "has a member that is made with it",
      ...projectGrant("roles/cloudkms.admin", Unknown),
    },
  ],
});
