/** What one caller may do: each method of the API takes a permission on what it is about. */
import type { handleUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import type { ServiceName } from "./api";
import { PubsubError } from "./errors";
import type { PullStream } from "./streaming-pull";

export type PubsubPermission = "pubsub.topics.publish" | "pubsub.subscriptions.consume";

/** Whether the caller has the permission on a topic or subscription, by its full name. */
export type Guard = (permission: PubsubPermission, resource: string) => boolean;

/** Method → its permission, and the field that names what it is about; no other method is a workload's to call. */
const methods: Readonly<Record<string, [permission: PubsubPermission, field: "topic" | "subscription"]>> = {
  Publish: ["pubsub.topics.publish", "topic"],
  Pull: ["pubsub.subscriptions.consume", "subscription"],
  Acknowledge: ["pubsub.subscriptions.consume", "subscription"],
  ModifyAckDeadline: ["pubsub.subscriptions.consume", "subscription"],
};

type Services = Record<ServiceName, UntypedServiceImplementation>;

export function guarded(services: Services, guard: Guard): Services {
  return Object.fromEntries(
    Object.entries(services).map(([service, implementation]) => [
      service,
      Object.fromEntries(
        Object.entries(implementation).map(([method, handle]) => [
          method,
          method === "StreamingPull"
            ? guardedStream(handle as (stream: PullStream) => void, guard)
            : guardedCall(method, handle as handleUnaryCall<Named, unknown>, guard),
        ]),
      ),
    ]),
  ) as Services;
}

type Named = Readonly<Record<string, unknown>>;

function guardedCall(
  method: string,
  handle: handleUnaryCall<Named, unknown>,
  guard: Guard,
): handleUnaryCall<Named, unknown> {
  return (call, callback) => {
    const [permission, field] = methods[method] ?? [];
    const resource = field === undefined ? method : String(call.request[field]);
    if (permission && guard(permission, resource)) handle(call, callback);
    else callback(denied(resource));
  };
}

/** The first request of a stream names its subscription; the stream is served, that request included, if it may be. */
function guardedStream(handle: (stream: PullStream) => void, guard: Guard) {
  return (stream: PullStream) => {
    stream.once("data", (first: { subscription?: string | null }) => {
      const resource = String(first.subscription);
      if (!guard("pubsub.subscriptions.consume", resource)) return void stream.emit("error", denied(resource));
      handle(stream);
      stream.emit("data", first);
    });
  };
}

const denied = (resource: string) =>
  new PubsubError(
    "PERMISSION_DENIED",
    `User not authorized to perform this action, or the resource may not exist (resource=${resource}).`,
  );
