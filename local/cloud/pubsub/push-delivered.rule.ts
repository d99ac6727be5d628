/** Pub/Sub takes any endpoint, and sends again whatever is not answered with success until it expires. */
import { whyNotAnswered } from "../cloudrunv2/invocation";
import type { DefectRule } from "../rule";
import { objectOf, textOf } from "../typed";

export const pushDelivered: DefectRule = {
  name: "push-delivered",
  demands: "A push to a Cloud Run service reaches it: its address is on, and the subscription's account may invoke it.",
  answer: "Accepted. Every delivery is answered 403 or 404, and the messages stay in the backlog until they expire.",
  sources: [
    "https://cloud.google.com/run/docs/triggering/pubsub-push",
    "https://cloud.google.com/pubsub/docs/push (the endpoint's answers)",
  ],
  types: ["gcp:pubsub/subscription:Subscription"],
  inspect({ inputs }, world) {
    const push = objectOf(inputs.pushConfig);
    const pushEndpoint = textOf(push.pushEndpoint);
    if (pushEndpoint === undefined) return undefined;
    const email = textOf(objectOf(push.oidcToken).serviceAccountEmail);
    const why = whyNotAnswered(world, String(inputs.project), pushEndpoint, email);
    return why && `nothing that it pushes to ${pushEndpoint} arrives: ${why}`;
  },
};
