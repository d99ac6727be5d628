import type { Behaviours } from "../behaviour";
import { digest } from "../template";

export const behaviour: Behaviours = {
  "gcp:pubsub/schema:Schema": {
    outputs: ({ id, generation }) => ({ revisionId: digest(id, generation).slice(0, 8) }),
  },
  "gcp:pubsub/subscription:Subscription": {
    // What Pub/Sub chooses: ten seconds, and 31 days without use (cloud.google.com/pubsub/docs/subscription-properties).
    outputs: () => ({ ackDeadlineSeconds: 10, expirationPolicy: { ttl: "2678400s" } }),
  },
};
