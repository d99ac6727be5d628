/** Pub/Sub takes any endpoint, and sends again whatever is not answered with success until it expires. */
import { isObject } from "../../values";
import { whyNotAnswered } from "../cloudrunv2/invocation";
import type { DefectRule } from "../rule";

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
    const { pushEndpoint, oidcToken } = isObject(inputs.pushConfig) ? inputs.pushConfig : {};
    if (typeof pushEndpoint !== "string" || pushEndpoint === "") return undefined;
    const email = isObject(oidcToken) ? String(oidcToken.serviceAccountEmail) : undefined;
    const why = whyNotAnswered(world, String(inputs.project), pushEndpoint, email);
    return why && `nothing that it pushes to ${pushEndpoint} arrives: ${why}`;
  },
};
