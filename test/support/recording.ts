/**
 * What a program registers, recorded once and sent again: a program that costs nothing to load, for tests that run it many
 * hundred times. A registration is sent as soon as everything it was made of has been answered, as the SDK does. The
 * clouds it is replayed on must be deterministic: an answer that differs from the recorded one fails the program, because
 * the real one would have gone on with the other value.
 */
import { isDeepStrictEqual } from "node:util";
import { type ServiceError, status } from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import {
  type RegisterErrorHookRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  RegisterResourceResponse,
  Result,
} from "@pulumi/pulumi/proto/resource_pb";
import { getMonitor } from "@pulumi/pulumi/runtime/settings";
import * as runtimeState from "@pulumi/pulumi/runtime/state";
import { parseUrn } from "../../local";
import { fromStruct } from "../../local/engine";
import { isObject, type PropertyValue, Secret } from "../../local/values";

type Monitor = NonNullable<ReturnType<typeof getMonitor>>;
type Program = () => Promise<Record<string, unknown>> | Record<string, unknown>;

type Call = { needs: readonly number[] } & (
  | { kind: "resource"; request: RegisterResourceRequest; answer?: RegisterResourceResponse }
  | { kind: "outputs"; request: RegisterResourceOutputsRequest }
  | { kind: "error hook"; name: string }
);

/** The part of the SDK's runtime that its types leave out (as in local/engine/program-function.ts). */
const { getStore } = runtimeState as unknown as { getStore(): { settings: { monitor?: Monitor } } };

/** What the SDK itself does around every program, recorded or not. */
const ownCalls = new Set(["supportsFeature", "signalAndWaitForShutdown", "close"]);
const rootType = "pulumi:pulumi:Stack";

export class Recording {
  readonly #calls: Call[] = [];
  readonly #callOf = new Map<string, number>();
  #stackOutputs: Record<string, unknown> = {};

  /** The program, for an `up` that succeeds: it does what it does, and is written down. */
  record(program: Program): Program {
    return () => {
      const monitor = getMonitor();
      if (!monitor) throw new Error("there is no engine to record a program for");
      getStore().settings.monitor = this.#listening(monitor);
      return program();
    };
  }

  /** The recorded program. */
  readonly replay: Program = async () => {
    const monitor = getMonitor();
    if (!monitor) throw new Error("there is no engine to replay a program for");
    const answers: Promise<RegisterResourceResponse | undefined>[] = [];
    for (const call of this.#calls)
      answers.push(
        Promise.all(call.needs.map((index) => answers[index])).then((needed) => this.#send(monitor, call, needed)),
      );
    const failed = (await Promise.all(answers)).some((answer) => answer && answer.getResult() !== Result.SUCCESS);
    return failed ? {} : this.#stackOutputs; // of what was not made the real program knows no outputs
  };

  #listening(monitor: Monitor): Monitor {
    const listeners: Partial<Record<string, (request: never) => ((answer: never) => void) | undefined>> = {
      registerResource: (request: RegisterResourceRequest) => this.#resource(request),
      registerResourceOutputs: (request: RegisterResourceOutputsRequest) => this.#outputs(request),
      registerErrorHook: (request: RegisterErrorHookRequest) => this.#errorHook(request),
    };
    return new Proxy(monitor, {
      get(client, name) {
        const method = Reflect.get(client, name) as unknown;
        if (typeof method !== "function" || typeof name !== "string") return method;
        const listener = listeners[name];
        if (!listener && !ownCalls.has(name)) throw new Error(`a program that calls ${name} cannot be recorded`);
        return (request: never, ...others: unknown[]) => {
          const answered = listener?.(request);
          const callback = others.pop() as (error: Error | null, answer: never) => void;
          return method.call(client, request, ...others, (error: Error | null, answer: never) => {
            if (!error) answered?.(answer);
            callback(error, answer);
          });
        };
      },
    });
  }

  #resource(request: RegisterResourceRequest): ((answer: RegisterResourceResponse) => void) | undefined {
    if (request.getType() === rootType) return undefined;
    if (request.getTransformsList().length > 0) throw new Error("a program with transforms cannot be recorded");
    const copy = RegisterResourceRequest.deserializeBinary(request.serializeBinary());
    const call: Call = { kind: "resource", request: copy, needs: this.#indices(namesIn(copy)) };
    this.#calls.push(call);
    return (answer) => {
      call.answer = RegisterResourceResponse.deserializeBinary(answer.serializeBinary());
      this.#callOf.set(answer.getUrn(), this.#calls.indexOf(call));
    };
  }

  /** Which values of others are in a component's outputs is not told: all that were known may be. */
  #outputs(request: RegisterResourceOutputsRequest): undefined {
    const copy = RegisterResourceOutputsRequest.deserializeBinary(request.serializeBinary());
    const outputs = fromStruct(copy.getOutputs());
    if (parseUrn(copy.getUrn()).type === rootType) {
      this.#stackOutputs = Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, output(value)]));
      return;
    }
    const needs = Object.keys(outputs).length === 0 ? [copy.getUrn()] : [...this.#callOf.keys()];
    this.#calls.push({ kind: "outputs", request: copy, needs: this.#indices(needs) });
  }

  #errorHook(request: RegisterErrorHookRequest): undefined {
    this.#callOf.set(
      request.getName(),
      this.#calls.push({ kind: "error hook", name: request.getName(), needs: [] }) - 1,
    );
  }

  /** Names without a call are the root stack's, and of providers that the engine makes. */
  #indices(names: readonly string[]): number[] {
    return [...new Set(names.flatMap((name) => this.#callOf.get(name) ?? []))];
  }

  async #send(
    monitor: Monitor,
    call: Call,
    needed: readonly (RegisterResourceResponse | undefined)[],
  ): Promise<RegisterResourceResponse | undefined> {
    if (call.kind === "error hook") {
      // What is made to fail in a replay says so, and such a failure no program asks to be tried again.
      const hook = new pulumi.ErrorHook(call.name, () => false);
      await (hook as unknown as { __registered: Promise<void> }).__registered;
      return undefined;
    }
    if (call.kind === "outputs") {
      await answerOf((done) => monitor.registerResourceOutputs(call.request, done));
      return undefined;
    }
    const request = withProviders(call.request, needed);
    const answer = await answerOf<RegisterResourceResponse>((done) => monitor.registerResource(request, done));
    if (answer.getResult() === Result.SUCCESS) refuseOther(answer, call.answer);
    return answer;
  }
}

/** URNs and hooks that a registration was made with. */
function namesIn(request: RegisterResourceRequest): string[] {
  const perProperty = [...request.getPropertydependenciesMap().entries()].flatMap(([, urns]) => urns.getUrnsList());
  const providers = [request.getProvider(), ...[...request.getProvidersMap().entries()].map(([, value]) => value)];
  return [
    request.getParent(),
    request.getDeletedwith(),
    ...request.getDependenciesList(),
    ...request.getReplaceWithList(),
    ...perProperty,
    ...providers.map(urnOfProvider),
    ...(request.getHooks()?.getOnErrorList() ?? []),
  ].filter((name) => name !== "");
}

/** Providers get an id by chance from the engine, so that a reference to one is made anew. */
function withProviders(
  recorded: RegisterResourceRequest,
  needed: readonly (RegisterResourceResponse | undefined)[],
): RegisterResourceRequest {
  const ids = new Map(needed.flatMap((answer) => (answer ? [[answer.getUrn(), answer.getId()] as const] : [])));
  const renewed = (reference: string) => {
    const urn = urnOfProvider(reference);
    return ids.has(urn) ? `${urn}::${ids.get(urn)}` : reference;
  };
  const request = recorded.clone();
  request.setProvider(renewed(request.getProvider()));
  for (const [pkg, reference] of [...request.getProvidersMap().entries()])
    request.getProvidersMap().set(pkg, renewed(reference));
  return request;
}

function urnOfProvider(reference: string): string {
  return reference.slice(0, Math.max(reference.lastIndexOf("::"), 0));
}

function refuseOther(answer: RegisterResourceResponse, recorded: RegisterResourceResponse | undefined): void {
  const [now, then] = [answer, recorded].map((one) => one?.getObject()?.toJavaScript() ?? {});
  const isProvider = parseUrn(answer.getUrn()).type.startsWith("pulumi:providers:");
  if (isDeepStrictEqual(now, then) && (isProvider || answer.getId() === recorded?.getId())) return;
  throw new Error(
    `${answer.getUrn()} is answered otherwise than when it was recorded: ${JSON.stringify(now)} and not ${JSON.stringify(then)}`,
  );
}

/** As the program returned it. */
function output(value: PropertyValue): unknown {
  if (value instanceof Secret) return pulumi.secret(output(value.value));
  if (Array.isArray(value)) return value.map(output);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, output(inner)]))
    : value;
}

/** When the engine is gone nobody waits for the program any more, and it does not go on. */
function answerOf<T>(send: (done: (error: ServiceError | null, answer: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) =>
    send((error, answer) => {
      if (!error) resolve(answer);
      else if (error.code !== status.CANCELLED && error.code !== status.UNAVAILABLE) reject(error);
    }),
  );
}
