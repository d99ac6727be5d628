/**
 * A connection goes after the services that use it, and they hold it for days after they are gone. `deletionPolicy:
 * "ABANDON"` lets the provider forget it; the network then keeps its peering (cloud-facts, section 6, 4).
 */
import { ProviderRefusal } from "../errors";
import type { Rule } from "../rule";
import { instanceType, privateNetworkOf } from "../sql/instances";
import type { WorldRecord } from "../world";
import { connectionType, networkPath } from "./networks";

const fourDays = 4 * 24 * 60 * 60;

export class ConnectionInUse extends ProviderRefusal {
  constructor() {
    super(
      "Unable to remove Service Networking Connection, err: Error waiting for Delete Service Networking Connection: " +
        "Error code 9, message: Failed to delete connection; Producer services (e.g. CloudSQL, Cloud Memstore, etc.) " +
        "are still using this connection.",
    );
  }
}

export const producersGone: Rule = {
  name: "servicenetworking-producers-gone",
  demands: "A service connection is deleted when no instance has used it for four days.",
  answer:
    "Error code 9, message: Failed to delete connection; Producer services (e.g. CloudSQL, Cloud Memstore, etc.) are " +
    "still using this connection.",
  sources: [
    "hashicorp/terraform-provider-google#16275",
    "hashicorp/terraform-provider-google#19908",
    "GoogleCloudPlatform/ai-on-gke#550 (four days)",
  ],
  types: [connectionType],
  before: ["delete"],
  check({ inputs, project, world }) {
    const network = networkPath(project, String(inputs.network));
    const uses = (instance: WorldRecord) => {
      const itsNetwork = privateNetworkOf(instance.inputs);
      return itsNetwork !== undefined && networkPath(project, itsNetwork) === network;
    };
    const instances = [...world.ofType(instanceType), ...world.deletedOfType(instanceType, fourDays)];
    if (instances.some(uses)) throw new ConnectionInUse();
  },
};
