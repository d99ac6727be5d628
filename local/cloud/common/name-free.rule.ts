/** Two resources of a type cannot share an id. */
import type { Rule } from "../rule";
import { nameTaken } from "./name-taken";

export const nameFree: Rule = {
  name: "name-free",
  demands: "No other resource of the type has the id, and none that the cloud keeps for ever, as key rings and keys.",
  answer: "409 alreadyExists: The resource '…' already exists, in the words of each service",
  sources: [
    "GoogleCloudPlatform/reg-reporting-blueprint#104 (an account)",
    "hashicorp/terraform-provider-google#1214, #7067 (key rings and keys, destroyed before)",
    "google/exposure-notifications-verification-server#456 (a secret)",
    "GoogleCloudPlatform/agent-starter-pack#196 (a dataset)",
    "selkies-project/selkies-operator#54 (a topic)",
    "percona/mongo_terraform_ansible#24 (a bucket, of another project)",
  ],
  before: ["create"],
  check(request) {
    if (request.existing && !request.type.idempotent) throw nameTaken(request);
  },
};
