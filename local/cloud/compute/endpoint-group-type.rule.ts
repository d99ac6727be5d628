/** What an endpoint group may name follows from its type. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";

export class TypeWithoutServerless extends Refusal {
  constructor(type: unknown) {
    super(
      400,
      "invalid",
      `Invalid value for field 'resource.networkEndpointType': '${type}'. Only SERVERLESS endpoint groups can name a Cloud Run service.`,
    );
  }
}

export const endpointGroupType: Rule = {
  name: "endpoint-group-type",
  demands: "An endpoint group that names a Cloud Run service is of type SERVERLESS.",
  answer: "400 invalid: no source of the answer was found, and the words are ours.",
  sources: ["https://cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts"],
  types: ["gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup"],
  before: ["create"],
  check({ inputs: { cloudRun, networkEndpointType = "SERVERLESS" } }) {
    if (cloudRun !== undefined && networkEndpointType !== "SERVERLESS")
      throw new TypeWithoutServerless(networkEndpointType);
  },
};
