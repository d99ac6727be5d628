/** What tests of the events' runtime stand on: a declaration, its data, and a service that receives. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { declareEvent, type EventProblem, type PushAnswer, type PushRequest } from "../../contract";
import { type Fixture, topicName } from "../local/stand-ins/pubsub/support";

export const pushed = declareEvent(
  "dev.example.test.image.pushed",
  z.object({
    repository: z.string().min(1),
    bytes: z.int(),
    tag: z.string().optional(),
    changes: z.array(z.object({ subject: z.string() })),
  }),
);

export const deleted = declareEvent("dev.example.test.image.deleted", z.object({ repository: z.string() }));

export const data = { repository: "base", bytes: 5, changes: [{ subject: "ada" }] };

/** Headers of an event as Pub/Sub pushes it. */
export const headersOf = (more: Record<string, string> = {}): Record<string, string> => ({
  "content-type": "application/json",
  "ce-id": "1",
  "ce-type": pushed.type,
  "ce-source": "/registry",
  "ce-specversion": "1.0",
  "ce-time": "2026-01-02T03:04:05.678Z",
  "x-goog-pubsub-message-id": "77",
  "x-goog-pubsub-publish-time": "2026-01-02T03:04:06Z",
  ...more,
});

/** Problems are kept for the test, and not written. */
export function reports(): { problems: EventProblem[]; report: (problem: EventProblem) => void } {
  const problems: EventProblem[] = [];
  return { problems, report: (problem) => void problems.push(problem) };
}

/** Runs a receiver behind HTTP, as a service does. */
export async function serve(receive: (request: PushRequest) => Promise<PushAnswer>) {
  const answers: PushAnswer[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const answer = await receive({ headers: request.headers, body: Buffer.concat(pieces) });
    answers.push(answer);
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    answers,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A trigger's subscriptions on a topic that exists: pushed as the platform has it, with dead letters. */
export async function makeTrigger(
  { client }: Fixture,
  topic: string,
  name: string,
  pushEndpoint: string | undefined,
  options: object = {},
): Promise<void> {
  await client.createTopic(`${name}-dead`);
  await client.createSubscription(topicName(`${name}-dead`), `${name}-dead`);
  await client.createSubscription(topicName(topic), name, {
    retryPolicy: { minimumBackoff: { nanos: 10e6 }, maximumBackoff: { nanos: 50e6 } },
    deadLetterPolicy: { deadLetterTopic: topicName(`${name}-dead`), maxDeliveryAttempts: 5 },
    ...(pushEndpoint !== undefined && { pushConfig: pushTo(pushEndpoint) }),
    ...options,
  });
}

export const pushTo = (pushEndpoint: string) => ({
  pushEndpoint,
  noWrapper: { writeMetadata: true },
  oidcToken: { serviceAccountEmail: "notifier-push@registry-dev.iam.gserviceaccount.com", audience: pushEndpoint },
});
