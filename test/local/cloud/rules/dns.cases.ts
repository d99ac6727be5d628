import type { Inputs } from "@pulumi/pulumi";
import { type Declare, heldCase, type Program, type RuleCase } from "./kit";

const zone = (declare: Declare, inputs: Inputs = {}) =>
  declare("dns/managedZone:ManagedZone", "zone", { name: "zone", dnsName: "example.dev.", ...inputs });

const record =
  (inputs: Inputs): Program =>
  (declare) =>
    declare("dns/recordSet:RecordSet", "record", {
      managedZone: zone(declare).name,
      name: "a.example.dev.",
      type: "A",
      ...inputs,
    });

/** A zone that is for networks alone. */
const privateZone =
  (seen: boolean): Program =>
  (declare) => {
    const network = declare("compute/network:Network", "n", { name: "n", autoCreateSubnetworks: false });
    const networks = seen ? [{ networkUrl: network.id }] : [];
    zone(declare, { visibility: "private", privateVisibilityConfig: { networks } });
  };

export const cases: RuleCase[] = [
  heldCase({
    rule: "zone-empty",
    claim: "a zone that still has a record",
    held: zone,
    holder: (declare, options) =>
      declare(
        "dns/recordSet:RecordSet",
        "record",
        { managedZone: "zone", name: "a.example.dev.", type: "A", rrdatas: ["192.0.2.1"] },
        options,
      ),
    says: /Error 400: The resource named 'zone' cannot be deleted because it contains .* containerNotEmpty/,
  }),
  {
    rule: "zone-name",
    claim: "a zone whose name does not end",
    broken: (declare) => zone(declare, { dnsName: "example.dev" }),
    says: /Error 400: Invalid value for 'entity\.managedZone\.dnsName': 'example\.dev', invalid/,
    repaired: (declare) => zone(declare),
  },
  {
    rule: "zone-seen",
    claim: "a private zone of no network",
    broken: privateZone(false),
    says: /nobody asks it: give privateVisibilityConfig\.networks the network that should find example\.dev\./,
    repaired: privateZone(true),
  },
  {
    rule: "reference-exists",
    claim: "a record of a zone that nobody made",
    broken: record({ managedZone: "nowhere", rrdatas: ["192.0.2.1"] }),
    says: /Error 404: The resource 'nowhere' was not found, notFound/,
    repaired: record({ rrdatas: ["192.0.2.1"] }),
  },
];
