/** Pushing, one request a message (cloud.google.com/pubsub/docs/push and …/payload-unwrapping). */
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Tokens } from "../oidc";
import type { Delivery } from "./backlog";
import type { StoredMessage } from "./messages";
import type { SubscriptionProto } from "./settings";

/** Statuses that acknowledge; every other answer gives the message back. */
const acknowledging = [102, 200, 201, 202, 204];

/** Whether it was acknowledged. */
export async function push(
  { message, attempt }: Delivery,
  settings: SubscriptionProto,
  tokens: Tokens,
  now: number,
): Promise<boolean> {
  const { pushEndpoint, oidcToken, noWrapper } = settings.pushConfig ?? {};
  const endpoint = String(pushEndpoint);
  const subscription = String(settings.name);
  const { headers, body } = noWrapper
    ? unwrapped(message, subscription, noWrapper.writeMetadata ?? false)
    : wrapped(message, subscription, settings.deadLetterPolicy ? attempt : undefined);
  const token =
    oidcToken &&
    tokens.make({ email: oidcToken.serviceAccountEmail ?? "", audience: oidcToken.audience || endpoint, now });
  return acknowledging.includes(
    await post(endpoint, { ...headers, ...(token && { authorization: `Bearer ${token}` }) }, body),
  );
}

/** The body is the data. What else is known is in headers, if that is wanted: attributes under their own names. */
function unwrapped({ id, data, attributes, publishTime }: StoredMessage, subscription: string, writeMetadata: boolean) {
  const headers = writeMetadata
    ? {
        ...attributes,
        "x-goog-pubsub-subscription-name": subscription,
        "x-goog-pubsub-message-id": id,
        "x-goog-pubsub-publish-time": new Date(publishTime).toISOString(),
      }
    : {};
  return { headers, body: data };
}

function wrapped(message: StoredMessage, subscription: string, deliveryAttempt: number | undefined) {
  const { id, data, attributes, orderingKey, publishTime } = message;
  const time = new Date(publishTime).toISOString();
  const body = {
    message: {
      attributes,
      data: data.toString("base64"),
      messageId: id,
      message_id: id,
      publishTime: time,
      publish_time: time,
      ...(orderingKey !== "" && { orderingKey }),
    },
    subscription,
    ...(deliveryAttempt !== undefined && { deliveryAttempt }),
  };
  return { headers: { "content-type": "application/json" }, body: Buffer.from(JSON.stringify(body)) };
}

/** The status; 0 where there is no answer. */
function post(endpoint: string, headers: Record<string, string>, body: Buffer): Promise<number> {
  const send = endpoint.startsWith("https:") ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const sent = send(endpoint, {
      method: "POST",
      agent: false,
      headers: { "user-agent": "flotilla-pubsub-stand-in", ...headers, "content-length": body.length },
    });
    sent.on("response", (response) => {
      response.on("error", () => {}); // the status is the answer
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on("error", () => resolve(0));
    sent.end(body);
  });
}
