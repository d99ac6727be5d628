/** Receiving what Pub/Sub pushes: without a wrapper, so that the body is the data and the attributes are headers. */
import { byType, type Handling, handle, type Outcome, type Reception } from "./handle";

/** A request as every framework has it. */
export interface PushRequest {
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** As it came, or parsed as JSON. */
  body: unknown;
}

export interface PushAnswer {
  status: number;
  /** What was wrong, in a line. */
  body?: string;
}

/**
 * Answers the pushes of a trigger: 204 for what is handled, or was before; 4xx for what no handler can do anything with,
 * which ends as a dead letter; 500 where the handler failed, and 503 where another is at it, both to be sent again. The
 * caller is known to be Pub/Sub before it comes here: Cloud Run lets in only the trigger's account.
 *
 * @example
 * const receive = receiver([on(events.imagePushed, notify)], { once: onceInPostgres(pool, { consumer: "notifier" }) });
 * app.post("/", express.raw({ type: () => true }), async (request, response) => {
 *   const { status, body } = await receive(request);
 *   response.status(status).send(body);
 * });
 * @throws {TypeError} when a type is handled twice, or none is
 */
export function receiver(
  handlers: readonly Handling[],
  reception: Reception,
): (request: PushRequest) => Promise<PushAnswer> {
  const types = byType(handlers);
  return async ({ headers: given, body }) => {
    const headers = inLowerCase(given);
    const { "x-goog-pubsub-message-id": messageId, "x-goog-pubsub-publish-time": publishTime } = headers;
    return answerTo(await handle({ headers, body, messageId, publishTime }, types, reception));
  };
}

function answerTo(outcome: Outcome): PushAnswer {
  switch (outcome.state) {
    case "handled":
    case "seen":
      return { status: 204 };
    case "refused":
      return { status: outcome.status, body: outcome.text };
    case "held":
      return { status: 503, body: outcome.text };
    case "failed":
      return { status: 500, body: outcome.text };
  }
}

function inLowerCase(headers: PushRequest["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), typeof value === "string" ? value : value.join(", ")]],
    ),
  );
}
