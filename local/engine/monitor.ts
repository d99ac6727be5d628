/** The resource monitor: what the program's SDK calls. Decodes, hands on, encodes; decides nothing about resources. */
import { CheckFailure, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { IResourceMonitorServer } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  type ReadResourceRequest,
  ReadResourceResponse,
  type RegisterErrorHookRequest,
  type RegisterPackageRequest,
  RegisterPackageResponse,
  type RegisterResourceHookRequest,
  type RegisterResourceRequest,
  RegisterResourceResponse,
  type ResourceInvokeRequest,
  Result,
  SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type PropertyMap, ResourceReference, revealMap } from "../values";
import type { Deployment, Registered } from "./deployment";
import { EngineError, messageOf, Refused, Unsupported } from "./errors";
import { fromStruct, toStruct } from "./marshal";
import { asIds } from "./properties";
import { goalOf, refuseUnsupported, transformable } from "./registration";
import { handler } from "./server";
import { signal } from "./signal";
import { ownPackage, stackReferenceType } from "./stack-references";
import { Transforms } from "./transforms";
import { isProviderType, packageOf } from "./urn";

const features: ReadonlySet<string> = new Set([
  "secrets",
  "resourceReferences",
  "outputValues",
  "aliasSpecs",
  "deletedWith",
  "replaceWith",
  "transforms",
  "invokeTransforms",
  // So that a parameterized package is refused by name here, and not by an SDK that asks for a newer CLI.
  "parameterization",
  "resourceHooks",
  "errorHooks",
]);

export class Monitor {
  /** Resolves when the program says that it will register nothing more. */
  readonly programDone: Promise<void>;
  /** Lets the program end: its hooks are not needed any more. */
  readonly release: () => void;
  readonly service: Partial<IResourceMonitorServer>;
  readonly #transforms: Transforms;
  /** Providers that a component hands to what is under it, by package. */
  readonly #handedDown = new Map<string, ReadonlyMap<string, string>>();
  /** Reference of a package, as the program was given it → version. */
  readonly #packages = new Map<string, string>();

  constructor(
    private readonly deployment: Deployment,
    private readonly root: string,
  ) {
    this.#transforms = new Transforms(deployment.callbacks);
    const programDone = signal();
    const released = signal();
    this.programDone = programDone.happened;
    this.release = released.raise;
    this.service = this.#service(programDone.raise, released.happened);
  }

  #service(onProgramDone: () => void, released: Promise<void>): Partial<IResourceMonitorServer> {
    return {
      supportsFeature: handler(async (request) =>
        new SupportsFeatureResponse().setHassupport(features.has(request.getId())),
      ),
      registerResource: handler((request) => this.#register(request)),
      registerResourceOutputs: handler(async (request) => {
        await this.deployment.registerOutputs(request.getUrn(), fromStruct(request.getOutputs()));
        return new Empty();
      }),
      readResource: handler((request) => this.#read(request)),
      invoke: handler((request) => this.#invoke(request)),
      call: handler(async (request) => this.#refuse(`calling a method of a resource (${request.getTok()})`)),
      registerPackage: handler(async (request) => this.#registerPackage(request)),
      registerStackTransform: handler(async (request) => {
        this.#transforms.addToStack(request);
        return new Empty();
      }),
      registerStackInvokeTransform: handler(async (request) => {
        this.#transforms.addToInvokes(request);
        return new Empty();
      }),
      registerResourceHook: handler(async (request) => this.#registerHook(request)),
      registerErrorHook: handler(async (request) => this.#registerErrorHook(request)),
      signalAndWaitForShutdown: handler(async () => {
        onProgramDone();
        await released;
        return new Empty();
      }),
    };
  }

  /** The program is always answered; it is told of a failure by the result, and goes on with what does not need it. */
  async #register(request: RegisterResourceRequest): Promise<RegisterResourceResponse> {
    const { urn, state, unmade } = await this.#registered(request);
    const response = new RegisterResourceResponse().setUrn(urn).setObject(new Struct());
    if (!state) return response.setResult(Result.FAIL);
    // Its outputs are not known then, in an update too: what is made of them is refused, and not made of nothing.
    if (unmade) return response.setResult(Result.SKIP);
    // A component's outputs are what it tells itself.
    if (state.custom) response.setId(state.id ?? "").setObject(toStruct(state.outputs));
    return response;
  }

  async #registered(request: RegisterResourceRequest): Promise<Registered> {
    const { identities, reporter } = this.deployment;
    const given = transformable(request);
    try {
      refuseUnsupported(request);
      const transforms = request.getTransformsList();
      const resource = await this.#transforms.apply(given, transforms);
      const goal = goalOf(resource, request, this.root);
      const handedDown = this.#handDown(given.parent, new Map(resource.options.getProvidersMap().entries()));
      if (goal.custom && !isProviderType(goal.type)) goal.provider ||= handedDown.get(packageOf(goal.type)) ?? "";
      const version = resource.options.getVersion() || this.#packageVersion(request.getPackageref());
      const registered = await this.deployment.register(goal, version);
      this.#transforms.addToResource(registered.urn, given.parent, transforms);
      if (!goal.custom) this.#handedDown.set(registered.urn, handedDown);
      return registered;
    } catch (error) {
      const urn = identities.urnOf(given);
      reporter.error(messageOf(error), urn);
      this.deployment.fail(urn);
      return { urn, state: undefined };
    }
  }

  #handDown(parent: string, own: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    return new Map([...(this.#handedDown.get(parent) ?? []), ...own]);
  }

  async #read(request: ReadResourceRequest): Promise<ReadResourceResponse> {
    const type = request.getType();
    if (packageOf(type) === ownPackage && !(type === stackReferenceType && this.deployment.knowsStacks))
      this.#refuse(`reading a resource of type ${type}`);
    const read = {
      type,
      custom: true,
      external: true,
      id: request.getId(),
      parent: request.getParent(),
      inputs: fromStruct(request.getProperties()),
      outputs: {},
      dependencies: request.getDependenciesList(),
      provider: request.getProvider(),
      additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    };
    const version = request.getVersion() || this.#packageVersion(request.getPackageref());
    const { urn, state } = await this.deployment.read(read, request.getName(), version);
    if (!state) throw new Refused(`${urn} was not read`);
    return new ReadResourceResponse().setUrn(urn).setProperties(toStruct(state.outputs));
  }

  async #invoke(request: ResourceInvokeRequest): Promise<InvokeResponse> {
    const token = request.getTok();
    if (token === "pulumi:pulumi:getResource") return this.#getResource(fromStruct(request.getArgs()));
    if (packageOf(token) === ownPackage) this.#refuse(`the function ${token}`);
    const args = request.getArgs() ?? new Struct();
    const transformed = await this.#transforms.applyToInvoke(token, args, request.getProvider());
    const version = request.getVersion() || this.#packageVersion(request.getPackageref());
    const reference = transformed.provider || (await this.deployment.defaultProvider(packageOf(token), version, token));
    const provider = await this.deployment.providers.configured(reference);
    const { result, failures } = await provider.invoke(token, revealMap(asIds(fromStruct(transformed.args))));
    const told = failures.map(({ property, reason }) => new CheckFailure().setProperty(property).setReason(reason));
    return new InvokeResponse().setReturn(toStruct(result)).setFailuresList(told);
  }

  /** How the SDK turns a reference to a resource into the resource. */
  #getResource(args: PropertyMap): InvokeResponse {
    const urn = args.urn instanceof ResourceReference ? args.urn.urn : String(args.urn);
    const state = this.deployment.registered(urn);
    if (!state) throw new EngineError(`there is no resource ${urn} in this operation`);
    return new InvokeResponse().setReturn(toStruct({ urn, id: state.id ?? "", state: state.outputs }));
  }

  #registerPackage(request: RegisterPackageRequest): RegisterPackageResponse {
    if (request.hasParameterization() || request.hasExtension$())
      this.#refuse(`parameterized packages (${request.getName()})`);
    const reference = `${request.getName()}@${request.getVersion()}`;
    this.#packages.set(reference, request.getVersion());
    return new RegisterPackageResponse().setRef(reference);
  }

  #packageVersion(reference: string): string {
    const version = reference === "" ? "" : this.#packages.get(reference);
    if (version === undefined) throw new EngineError(`there is no package ${reference}; register it first`);
    return version;
  }

  #registerHook(request: RegisterResourceHookRequest): Empty {
    const callback = request.getCallback();
    if (!callback) throw new EngineError(`the hook ${request.getName()} has no function`);
    const onDryRun = request.getOnDryRun();
    this.deployment.hooks.add(request.getName(), { callback, onDryRun, ignoreErrors: request.getIgnoreErrors() });
    return new Empty();
  }

  #registerErrorHook(request: RegisterErrorHookRequest): Empty {
    const callback = request.getCallback();
    if (!callback) throw new EngineError(`the error hook ${request.getName()} has no function`);
    this.deployment.hooks.addErrorHook(request.getName(), callback);
    return new Empty();
  }

  /** Fails the operation even where the program catches what it is answered. */
  #refuse(what: string): never {
    const error = new Unsupported(what);
    this.deployment.reporter.error(error.message);
    throw error;
  }
}
