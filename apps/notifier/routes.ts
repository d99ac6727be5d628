/** Receives what triggers push. */
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { events, on, onceInMemory, type ReceivedEvent, receiver } from "../../contract";
import { identityOf, log, Refused, type Routes, routes } from "../serving";

/** Pub/Sub has no larger message (cloud.google.com/pubsub/quotas#resource_limits). */
const largest = 10_000_000;

export function notifier(): Routes {
  const app = routes();
  const receive = receiver([on(events.imagePushed, tellOfPush), on(events.policyChanged, tellOfPolicy)], {
    once: onceInMemory(), // spares the log; what another instance wrote, the log itself knows
    report: ({ state, text, error }) => log.error(`an event was ${state}: ${text}`, error ?? "nothing was thrown"),
  });
  const tooLarge = () => {
    throw new Refused(413, "UNSUPPORTED", "no event is that large");
  };
  app.post("/events", bodyLimit({ maxSize: largest, onError: tooLarge }), async (context: Context) => {
    identityOf((name) => context.req.header(name));
    const { status, body } = await receive({ headers: context.req.header(), body: await context.req.text() });
    await log.written(); // or one that is killed now has told nobody, and is not sent the event again
    return body === undefined ? context.body(null, 204) : context.text(body, status as ContentfulStatusCode);
  });
  return app;
}

/**
 * An event that is delivered twice makes two entries of one id and time, which Cloud Logging shows as one
 * (cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry, insertId).
 */
function tell(message: string, { type, source, id, time, data }: ReceivedEvent): void {
  log.info(message, {
    "logging.googleapis.com/insertId": `${source} ${id}`,
    time: time.toISOString(),
    notification: type,
    data,
  });
}

async function tellOfPush(event: ReceivedEvent<typeof events.imagePushed>): Promise<void> {
  const { actor, repository, tag, digest } = event.data;
  tell(`${actor} pushed ${repository}${tag === undefined ? `@${digest}` : `:${tag}`}`, event);
}

async function tellOfPolicy(event: ReceivedEvent<typeof events.policyChanged>): Promise<void> {
  const { actor, repository, changes } = event.data;
  const said = changes.map(({ subject, role, granted }) =>
    granted ? `made ${subject} ${role}` : `took ${role} from ${subject}`,
  );
  tell(`${actor} ${said.join(", ")} of ${repository}`, event);
}
