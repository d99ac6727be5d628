import type { Behaviours } from "../behaviour";
import { holders } from "../references";

export const behaviour: Behaviours = {
  "gcp:dns/managedZone:ManagedZone": {
    outputs: ({ inputs }) => ({
      nameServers:
        inputs.visibility === "private"
          ? ["ns-gcp-private.googledomains.com."]
          : [1, 2, 3, 4].map((server) => `ns-cloud-a${server}.googledomains.com.`),
    }),
    deletesToo: (zone, world) => (zone.inputs.forceDestroy === true ? holders(world, zone) : []),
  },
};
