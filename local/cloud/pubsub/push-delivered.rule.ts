/** Pub/Sub takes any endpoint, and sends again whatever is not answered with success until it expires. */
import { whyNotAnswered, whyNotMeant } from "../cloudrunv2/invocation";
import type { DefectRule } from "../rule";
import { whyNotActing } from "../serviceaccount/accounts";
import { objectOf, textOf } from "../typed";

export const pushDelivered: DefectRule = {
  name: "push-delivered",
  demands:
    "A push to a Cloud Run service reaches it: its address is on, the subscription's account is not disabled and may " +
    "invoke it, and its token is for it.",
  answer:
    "Accepted. Every delivery is answered 401, 403 or 404, and the messages stay in the backlog until they expire.",
  sources: [
    "https://cloud.google.com/run/docs/triggering/pubsub-push",
    "https://cloud.google.com/pubsub/docs/push (the endpoint's answers)",
  ],
  types: ["gcp:pubsub/subscription:Subscription"],
  inspect({ inputs }, world) {
    const push = objectOf(inputs.pushConfig);
    const pushEndpoint = textOf(push.pushEndpoint);
    if (pushEndpoint === undefined) return undefined;
    const project = String(inputs.project);
    const { serviceAccountEmail, audience = pushEndpoint } = objectOf(push.oidcToken);
    const email = textOf(serviceAccountEmail);
    const why =
      whyNotActing(world, project, email) ??
      whyNotAnswered(world, project, pushEndpoint, email) ??
      whyNotMeant(world, project, pushEndpoint, String(audience));
    return why && `nothing that it pushes to ${pushEndpoint} arrives: ${why}`;
  },
};
