import { policy } from "../policy";
import { Unknown } from "../values";

const zone = "gcp:dns/managedZone:ManagedZone";

/**
 * What cannot be gone before the next `up` wants it again: Cloud Run holds a subnet for hours after its last service went,
 * a peering is held for days, the name of a role for 37 days, and a key ring is never gone. As in `stateful-protected`, `PREVENT` is as good.
 */
export default policy({
  name: "foundation-protected",
  refuses: "a network, or what lives as long as one, that may be deleted like any other resource",
  because:
    "a teardown then stops half-way, since Cloud Run and Cloud SQL hold on to it for hours or days, or the next update collides with a name that is not free yet",
  fix:
    "give it protect: true, and destroy with --exclude-protected, which leaves it where it costs nothing (Flotilla: the " +
    "environment's foundation)",
  severity: "medium",
  applies: [
    "gcp:compute/network:Network",
    "gcp:compute/subnetwork:Subnetwork",
    zone,
    "gcp:kms/keyRing:KeyRing",
    "gcp:projects/iAMCustomRole:IAMCustomRole",
    "gcp:servicenetworking/connection:Connection",
  ],
  check({ type, props: { deletionPolicy, visibility }, protect }, { violation, unknown }) {
    // Calls between services find their way by a private zone; a public one has a registrar that knows it, and is of another stack as a rule.
    if (type === zone && visibility !== "private" && visibility !== Unknown) return "not applicable";
    if (protect || deletionPolicy === "PREVENT") return undefined;
    if (deletionPolicy === Unknown) unknown("deletionPolicy");
    else if (type === zone && visibility === Unknown) unknown("visibility");
    else violation("protect", "is not set");
    return undefined;
  },
});
