/** Transforms: functions of the program that change resources before the engine sees them. */

import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import {
  TransformInvokeOptions,
  TransformInvokeRequest,
  TransformInvokeResponse,
  TransformRequest,
  type TransformResourceOptions,
  TransformResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Callbacks } from "./callbacks";
import { type Json, mapEntries, signatureKey, signatures, unknownValue } from "./marshal";

export interface Transformable {
  type: string;
  name: string;
  custom: boolean;
  parent: string;
  properties: Struct;
  options: TransformResourceOptions;
}

export class Transforms {
  readonly #ofStack: Callback[] = [];
  readonly #ofInvokes: Callback[] = [];
  readonly #ofResource = new Map<string, { parent: string; transforms: Callback[] }>();

  constructor(private readonly callbacks: Callbacks) {}

  addToStack(callback: Callback): void {
    this.#ofStack.push(callback);
  }

  addToInvokes(callback: Callback): void {
    this.#ofInvokes.push(callback);
  }

  /** A resource's own transforms apply to its children too. */
  addToResource(urn: string, parent: string, transforms: Callback[]): void {
    this.#ofResource.set(urn, { parent, transforms });
  }

  /** The resource's own first, then its parents', then the stack's. */
  async apply(resource: Transformable, own: readonly Callback[]): Promise<Transformable> {
    const transforms = [...own, ...this.#inherited(resource.parent), ...this.#ofStack];
    let current = transforms.length > 0 ? { ...resource, properties: withOutputs(resource.properties) } : resource;
    for (const transform of transforms) {
      const request = new TransformRequest()
        .setType(current.type)
        .setName(current.name)
        .setCustom(current.custom)
        .setParent(current.parent)
        .setProperties(current.properties)
        .setOptions(current.options);
      const answer = await this.callbacks.invoke(transform, request.serializeBinary());
      const response = TransformResponse.deserializeBinary(answer);
      current = {
        ...current,
        properties: response.getProperties() ?? current.properties,
        options: response.getOptions() ?? current.options,
      };
    }
    return current;
  }

  async applyToInvoke(token: string, args: Struct, provider: string): Promise<{ args: Struct; provider: string }> {
    let current = { args, options: new TransformInvokeOptions().setProvider(provider) };
    for (const transform of this.#ofInvokes) {
      const request = new TransformInvokeRequest().setToken(token).setArgs(current.args).setOptions(current.options);
      const answer = await this.callbacks.invoke(transform, request.serializeBinary());
      const response = TransformInvokeResponse.deserializeBinary(answer);
      current = { args: response.getArgs() ?? current.args, options: response.getOptions() ?? current.options };
    }
    return { args: current.args, provider: current.options.getProvider() };
  }

  #inherited(parent: string): Callback[] {
    const known = this.#ofResource.get(parent);
    return known ? [...known.transforms, ...this.#inherited(known.parent)] : [];
  }
}

/** What is not known yet, as an output: a function of the program would take it for nothing at all. */
function withOutputs(properties: Struct): Struct {
  return Struct.fromJavaScript(upgraded(properties.toJavaScript() as Json) as { [key: string]: Json });
}

function upgraded(value: Json): Json {
  if (value === unknownValue) return { [signatureKey]: signatures.output };
  if (Array.isArray(value)) return value.map(upgraded);
  return typeof value === "object" && value !== null ? mapEntries(value, upgraded) : value;
}
