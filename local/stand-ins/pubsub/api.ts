/** The methods of the API that there are; gRPC answers UNIMPLEMENTED for the others. */
import { readFileSync } from "node:fs";
import type { protos } from "@google-cloud/pubsub";
import type { handleUnaryCall, ServerUnaryCall, ServiceDefinition, UntypedServiceImplementation } from "@grpc/grpc-js";
import { fromJSON } from "@grpc/proto-loader";
import type { PubsubError } from "./errors";
import { type PullStream, received, serveStream } from "./streaming-pull";
import type { Subscription } from "./subscription";
import type { World } from "./world";

export type ServiceName = "Publisher" | "Subscriber" | "SchemaService";

/** How long an empty subscription lets a pull wait, in milliseconds. */
const longestPull = 20_000;

/** The service definitions come with the client library. */
export function definitionOf(service: ServiceName): ServiceDefinition {
  const file = require.resolve("@google-cloud/pubsub/build/protos/protos.json");
  const definitions = fromJSON(JSON.parse(readFileSync(file, "utf8")), {
    longs: String,
    enums: String,
    defaults: true,
  });
  return definitions[`google.pubsub.v1.${service}`] as ServiceDefinition;
}

export function implementationOf(world: World): Record<ServiceName, UntypedServiceImplementation> {
  const find = (name: unknown) => world.subscription(String(name));
  return {
    Publisher: {
      CreateTopic: unary((topic: protos.google.pubsub.v1.ITopic) => world.createTopic(topic)),
      GetTopic: unary(({ topic }: protos.google.pubsub.v1.IGetTopicRequest) => world.topic(String(topic))),
      DeleteTopic: unary(({ topic }: protos.google.pubsub.v1.IDeleteTopicRequest) => world.deleteTopic(String(topic))),
      Publish: unary(({ topic, messages }: protos.google.pubsub.v1.IPublishRequest) => ({
        messageIds: world.publish(String(topic), messages ?? []),
      })),
    },
    Subscriber: {
      CreateSubscription: unary((subscription: protos.google.pubsub.v1.ISubscription) =>
        world.createSubscription(subscription),
      ),
      GetSubscription: unary(
        ({ subscription }: protos.google.pubsub.v1.IGetSubscriptionRequest) => find(subscription).settings,
      ),
      UpdateSubscription: unary(({ subscription, updateMask }: protos.google.pubsub.v1.IUpdateSubscriptionRequest) =>
        world.updateSubscription(subscription ?? {}, updateMask?.paths ?? []),
      ),
      ModifyPushConfig: unary(({ subscription, pushConfig }: protos.google.pubsub.v1.IModifyPushConfigRequest) => {
        world.updateSubscription({ name: subscription, pushConfig }, ["push_config"]);
      }),
      DeleteSubscription: unary(({ subscription }: protos.google.pubsub.v1.IDeleteSubscriptionRequest) =>
        world.deleteSubscription(String(subscription)),
      ),
      Acknowledge: unary(({ subscription, ackIds }: protos.google.pubsub.v1.IAcknowledgeRequest) => {
        for (const id of ackIds ?? []) find(subscription).backlog.acknowledge(id);
      }),
      ModifyAckDeadline: unary(
        ({ subscription, ackIds, ackDeadlineSeconds }: protos.google.pubsub.v1.IModifyAckDeadlineRequest) => {
          for (const id of ackIds ?? []) find(subscription).backlog.extend(id, ackDeadlineSeconds ?? 0);
        },
      ),
      Pull: unary(async ({ subscription, maxMessages }: protos.google.pubsub.v1.IPullRequest, call) =>
        pull(world, find(subscription), maxMessages ?? 1, call),
      ),
      StreamingPull: (stream: PullStream) => serveStream(stream, find),
    },
    SchemaService: {
      CreateSchema: unary(({ parent, schema, schemaId }: protos.google.pubsub.v1.ICreateSchemaRequest) =>
        world.createSchema(`${parent}/schemas/${schemaId}`, schema ?? {}),
      ),
      CommitSchema: unary(({ name, schema }: protos.google.pubsub.v1.ICommitSchemaRequest) =>
        world.commitSchema(String(name), schema ?? {}),
      ),
      GetSchema: unary(({ name }: protos.google.pubsub.v1.IGetSchemaRequest) => world.schema(String(name))),
      DeleteSchema: unary(({ name }: protos.google.pubsub.v1.IDeleteSchemaRequest) => world.deleteSchema(String(name))),
    },
  };
}

type Call = ServerUnaryCall<unknown, unknown>;

function unary<Request>(answer: (request: Request, call: Call) => unknown): handleUnaryCall<Request, unknown> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => answer(call.request, call as Call))
      .then((response) => callback(null, response ?? {}))
      .catch((error: PubsubError) => callback(error));
  };
}

/** Waits for the first message for a while, and answers without one after that. */
function pull(
  world: World,
  subscription: Subscription,
  most: number,
  call: Call,
): Promise<protos.google.pubsub.v1.IPullResponse> {
  const holder = call;
  return new Promise((resolve, reject) => {
    const take = () => {
      try {
        const deliveries = call.cancelled ? [] : subscription.pull(holder, most);
        if (deliveries.length > 0) answer(deliveries.map((delivery) => received(delivery, subscription)));
      } catch (error) {
        settle(() => reject(error));
      }
    };
    const endings = [
      subscription.backlog.onReady(take),
      subscription.onClose((why) => settle(() => reject(why))),
      world.clock.at(world.clock.now() + longestPull, () => answer([])),
    ];
    call.on("cancelled", () => answer([]));
    take();

    function answer(receivedMessages: protos.google.pubsub.v1.IReceivedMessage[]): void {
      settle(() => resolve({ receivedMessages }));
    }
    function settle(how: () => void): void {
      for (const ending of endings) ending();
      how();
    }
  });
}
