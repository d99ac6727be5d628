/**
 * A private address comes from a range that Google's services got in the network. The provider asks for the connection
 * before it creates an instance; on an update nobody does, and the API answers.
 */
import { ProviderRefusal } from "../errors";
import type { Rule } from "../rule";
import { isConnected, networkPath } from "../servicenetworking/networks";
import { InvalidRequest, instanceType, privateNetworkOf } from "./instances";

export class NoServiceConnection extends ProviderRefusal {
  constructor() {
    super(
      "Error, failed to create instance because the network doesn't have at least 1 private services connection. " +
        "Please see https://cloud.google.com/sql/docs/mysql/private-ip#network_requirements for how to create this connection.",
    );
  }
}

export class NetworkNotPeered extends InvalidRequest {
  constructor(project: string, instance: string) {
    super(`Incorrect Service Networking config for instance: ${project}:${instance}:NETWORK_NOT_PEERED.`);
  }
}

export const networkPeered: Rule = {
  name: "sql-network-peered",
  demands: "An instance gets a private address only in a network that has its service connection already.",
  answer:
    "Error, failed to create instance because the network doesn't have at least 1 private services connection. (the " +
    "provider's own); on an update 400 invalid: Incorrect Service Networking config for instance: …:NETWORK_NOT_PEERED.",
  sources: [
    "hashicorp/terraform-provider-google google/services/sql/resource_sql_database_instance.go",
    "terraform-google-modules/terraform-google-sql-db#281",
  ],
  types: [instanceType],
  before: ["create", "update"],
  check({ operation, inputs, project, world }) {
    const network = privateNetworkOf(inputs);
    // What connections a network of another project has is not ours to tell.
    if (network === undefined || !networkPath(project, network).startsWith(`projects/${project}/`)) return;
    if (isConnected(world, project, network)) return;
    if (operation === "create") throw new NoServiceConnection();
    throw new NetworkNotPeered(project, String(inputs.name));
  },
};
