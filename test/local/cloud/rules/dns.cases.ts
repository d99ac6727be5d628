import { heldCase, type RuleCase } from "./kit";

export const cases: RuleCase[] = [
  heldCase({
    rule: "zone-empty",
    claim: "a zone that still has a record",
    held: (declare) => declare("dns/managedZone:ManagedZone", "zone", { name: "zone", dnsName: "example.dev." }),
    holder: (declare, options) =>
      declare(
        "dns/recordSet:RecordSet",
        "record",
        { managedZone: "zone", name: "a.example.dev.", type: "A", rrdatas: ["192.0.2.1"] },
        options,
      ),
    says: /Error 400: The resource named 'zone' cannot be deleted because it contains .* containerNotEmpty/,
  }),
];
