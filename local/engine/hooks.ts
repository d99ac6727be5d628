/** Hooks: functions of the program that the engine calls before and after a step, and when one fails. */
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import {
  ErrorHookRequest,
  ErrorHookResponse,
  ResourceHookRequest,
  ResourceHookResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Callbacks } from "./callbacks";
import { EngineError, messageOf } from "./errors";
import { toStruct } from "./marshal";
import type { Reporter } from "./reporter";
import type { ResourceState } from "./state";
import { parseUrn } from "./urn";

/** How often a step is tried, however often a hook asks for more (`pkg/resource/deploy/retries.go`). */
const mostAttempts = 100;

export type HookType = "BeforeCreate" | "AfterCreate" | "BeforeUpdate" | "AfterUpdate" | "BeforeDelete" | "AfterDelete";

export interface HookSubject {
  urn: string;
  old?: ResourceState;
  new?: ResourceState;
}

interface ResourceHook {
  callback: Callback;
  onDryRun: boolean;
  ignoreErrors: boolean;
}

export class Hooks {
  readonly #hooks = new Map<string, ResourceHook>();
  readonly #errorHooks = new Map<string, Callback>();

  constructor(
    private readonly callbacks: Callbacks,
    private readonly reporter: Reporter,
    private readonly preview: boolean,
  ) {}

  add(name: string, hook: ResourceHook): void {
    this.#refuseKnown(name);
    this.#hooks.set(name, hook);
  }

  addErrorHook(name: string, callback: Callback): void {
    this.#refuseKnown(name);
    this.#errorHooks.set(name, callback);
  }

  /** Calls the hooks of a step's moment; throws what they throw. Outputs are told only when there are some. */
  async run(type: HookType, subject: HookSubject): Promise<void> {
    const state = subject.new ?? subject.old;
    for (const name of state?.resourceHooks?.[type] ?? []) {
      const hook = this.#hooks.get(name);
      if (!hook) throw new EngineError(`the program has not registered the hook ${JSON.stringify(name)} (${type})`);
      if (this.preview && !hook.onDryRun) continue;
      await this.#call(type, name, hook, subject);
    }
  }

  /**
   * Does a thing that may fail, again as long as one of the resource's error hooks asks for it. They are told all errors so
   * far, newest first.
   */
  async retrying<T>(operation: string, subject: HookSubject, attempt: () => Promise<T>): Promise<T> {
    const errors: string[] = [];
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        errors.unshift(messageOf(error));
        if (errors.length >= mostAttempts)
          throw new EngineError(`${errors[0]} (gave up after ${mostAttempts} attempts)`);
        if (!(await this.#wantsRetry(operation, subject, errors))) throw error;
        this.reporter.warning(
          `${operation} failed and is tried again, as an error hook asks (${errors.length} of at most ${mostAttempts}): ${errors[0]}`,
          subject.urn,
        );
      }
    }
  }

  async #call(type: HookType, name: string, hook: ResourceHook, subject: HookSubject): Promise<void> {
    const { urn, old } = subject;
    const request = new ResourceHookRequest().setUrn(urn).setId(idOf(subject)).setName(parseUrn(urn).name);
    request.setType(parseUrn(urn).type);
    if (subject.new) request.setNewInputs(toStruct(subject.new.inputs));
    if (old) request.setOldInputs(toStruct(old.inputs)).setOldOutputs(toStruct(old.outputs));
    if (subject.new && type.startsWith("After")) request.setNewOutputs(toStruct(subject.new.outputs));
    const answer = await this.callbacks.invoke(hook.callback, request.serializeBinary());
    const problem = ResourceHookResponse.deserializeBinary(answer).getError();
    if (problem === "") return;
    const message = `hook ${JSON.stringify(name)} (${type}) failed: ${problem}`;
    if (!hook.ignoreErrors) throw new EngineError(message);
    this.reporter.warning(message, urn);
  }

  async #wantsRetry(operation: string, subject: HookSubject, errors: readonly string[]): Promise<boolean> {
    const state = subject.new ?? subject.old;
    let retry = false;
    for (const name of state?.resourceHooks?.OnError ?? []) {
      const callback = this.#errorHooks.get(name);
      if (!callback) continue; // a destroy runs no program: the failure speaks for itself
      const answer = await this.callbacks.invoke(callback, errorRequest(operation, subject, errors).serializeBinary());
      const response = ErrorHookResponse.deserializeBinary(answer);
      if (response.getError() !== "")
        throw new EngineError(
          `error hook ${JSON.stringify(name)} failed: ${response.getError()}; it was called for: ${errors[0]}`,
        );
      retry ||= response.getRetry();
    }
    return retry;
  }

  #refuseKnown(name: string): void {
    if (this.#hooks.has(name) || this.#errorHooks.has(name))
      throw new EngineError(`there are two hooks named ${JSON.stringify(name)}; give each a name of its own`);
  }
}

function errorRequest(operation: string, subject: HookSubject, errors: readonly string[]): ErrorHookRequest {
  const { urn, old } = subject;
  const request = new ErrorHookRequest().setUrn(urn).setId(idOf(subject)).setName(parseUrn(urn).name);
  request
    .setType(parseUrn(urn).type)
    .setFailedOperation(operation)
    .setErrorsList([...errors]);
  if (subject.new) request.setNewInputs(toStruct(subject.new.inputs));
  if (old) request.setOldInputs(toStruct(old.inputs)).setOldOutputs(toStruct(old.outputs));
  return request;
}

function idOf({ old, new: state }: HookSubject): string {
  return state?.id ?? old?.id ?? "";
}
