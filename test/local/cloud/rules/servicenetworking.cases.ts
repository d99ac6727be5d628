import type { CustomResourceOptions } from "@pulumi/pulumi";
import { type Declare, type Program, type RuleCase, region } from "./kit";

const day = 24 * 60 * 60;

function declareNetwork(declare: Declare) {
  return declare("compute/network:Network", "main", { name: "main", autoCreateSubnetworks: false });
}

function declareRange(declare: Declare, network: ReturnType<typeof declareNetwork>) {
  return declare("compute/globalAddress:GlobalAddress", "range", {
    name: "range",
    addressType: "INTERNAL",
    purpose: "VPC_PEERING",
    prefixLength: 16,
    network: network.id,
  });
}

function declareInstance(declare: Declare, network: ReturnType<typeof declareNetwork>, options: CustomResourceOptions) {
  declare(
    "sql/databaseInstance:DatabaseInstance",
    "main",
    {
      name: "main",
      region,
      databaseVersion: "POSTGRES_17",
      deletionProtection: false,
      settings: {
        edition: "ENTERPRISE",
        tier: "db-f1-micro",
        ipConfiguration: { ipv4Enabled: false, privateNetwork: network.id },
      },
    },
    options,
  );
}

/** What of the whole chain is declared; its beginning always is. */
const chain =
  ({ connection, instance }: { connection?: "DELETE" | "ABANDON"; instance?: boolean }): Program =>
  (declare) => {
    const network = declareNetwork(declare);
    const range = declareRange(declare, network);
    const connected =
      connection &&
      declare("servicenetworking/connection:Connection", "connection", {
        network: network.id,
        service: "servicenetworking.googleapis.com",
        reservedPeeringRanges: [range.name],
        deletionPolicy: connection,
      });
    if (instance) declareInstance(declare, network, { dependsOn: connected ?? [] });
  };

const all = chain({ connection: "DELETE", instance: true });
const withoutInstance = chain({ connection: "DELETE" });
const alone = chain({});
const says =
  /Error code 9, message: Failed to delete connection; Producer services .* are still using this connection\./;

/** A connection that lends ranges, of which one is there. */
const lends =
  (...reservedPeeringRanges: string[]): Program =>
  (declare) => {
    const network = declareNetwork(declare);
    declare(
      "servicenetworking/connection:Connection",
      "connection",
      { network: network.id, service: "servicenetworking.googleapis.com", reservedPeeringRanges },
      { dependsOn: declareRange(declare, network) },
    );
  };

export const cases: RuleCase[] = [
  {
    rule: "peering-ranges-exist",
    claim: "a range that nobody allocated",
    broken: lends("range", "second"),
    says: /Error waiting for Create Service Networking Connection: Error code 9, message: Allocated IP range 'second' not found in network\./,
    repaired: lends("range"),
  },
  {
    rule: "peering-ranges-exist",
    claim: "no range at all",
    broken: lends(),
    says: /At least one allocated IP range is required\./,
    repaired: lends("range"),
  },
  {
    rule: "servicenetworking-producers-gone",
    claim: "a connection that an instance uses",
    broken: [all, chain({ instance: true })],
    says,
    repaired: [chain({ connection: "DELETE" }), alone],
  },
  {
    rule: "servicenetworking-producers-gone",
    claim: "a connection whose instance was deleted three days ago",
    broken: [
      all,
      withoutInstance,
      (declare, world) => {
        world.pass(3 * day);
        return alone(declare, world);
      },
    ],
    says,
    repaired: [
      all,
      withoutInstance,
      (declare, world) => {
        world.pass(4 * day);
        return alone(declare, world);
      },
    ],
  },
  {
    rule: "servicenetworking-producers-gone",
    claim: "a connection that the provider was not told to abandon",
    broken: [all, alone],
    says,
    repaired: [chain({ connection: "ABANDON", instance: true }), alone],
  },
];
