/** A private zone answers in the networks that it names. */
import type { DefectRule } from "../rule";
import { objectOf, objectsOf } from "../typed";

export const zoneSeen: DefectRule = {
  name: "zone-seen",
  demands: "A private zone names a network, or a cluster, that asks it.",
  answer: "Accepted. Nobody is answered by it, and queries for its names go out to the public ones.",
  sources: ["https://cloud.google.com/dns/docs/zones/zones-overview (private zones)"],
  types: ["gcp:dns/managedZone:ManagedZone"],
  inspect({ inputs }) {
    const { networks, gkeClusters } = objectOf(inputs.privateVisibilityConfig);
    const seen = objectsOf(networks).length + objectsOf(gkeClusters).length > 0;
    return inputs.visibility === "private" && !seen
      ? `nobody asks it: give privateVisibilityConfig.networks the network that should find ${inputs.dnsName}`
      : undefined;
  },
};
