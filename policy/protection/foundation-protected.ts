import { policy } from "../policy";
import { Unknown } from "../values";

/**
 * What cannot be gone before the next `up` wants it again: Cloud Run holds a subnet for hours after its last service went,
 * a peering is held for days, and a key ring is never gone. As in `stateful-protected`, `PREVENT` is as good.
 */
export default policy({
  name: "foundation-protected",
  refuses: "a network, or what lives as long as one, that may be deleted like any other resource",
  because:
    "a teardown then stops half-way, since Cloud Run and Cloud SQL hold on to it for hours or days, or the next update collides with what is still there",
  fix:
    "give it protect: true, and destroy with --exclude-protected, which leaves it where it costs nothing (Flotilla: the " +
    "environment's foundation)",
  severity: "medium",
  applies: [
    "gcp:compute/network:Network",
    "gcp:compute/subnetwork:Subnetwork",
    "gcp:kms/keyRing:KeyRing",
    "gcp:servicenetworking/connection:Connection",
  ],
  check({ props: { deletionPolicy }, protect }, { violation, unknown }) {
    if (protect || deletionPolicy === "PREVENT") return;
    if (deletionPolicy === Unknown) unknown("deletionPolicy");
    else violation("protect", "is not set");
  },
});
