/** A registration as it comes from the program: made fit for transforms, and decoded into a goal after them. */
import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { type RegisterResourceRequest, TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { EngineError, Unsupported } from "./errors";
import { type Goal, optionsOf } from "./goal";
import { fromStruct } from "./marshal";
import { positionOf, stackTraceOf } from "./source-lines";
import type { Transformable } from "./transforms";
import { isProviderType } from "./urn";

/** What this engine does not do is refused here, by name, and nothing of it is passed over. */
export function refuseUnsupported(request: RegisterResourceRequest): void {
  const type = request.getType();
  if (request.getRemote()) throw new Unsupported(`a component that a plugin makes (${type})`);
  if (request.getEnvvarmappingsMap().getLength() > 0) throw new Unsupported("the provider option envVarMappings");
  if (request.getCustom() && !/^[^:]+:[^:]*:[^:]+$/.test(type))
    throw new EngineError(`${JSON.stringify(type)} is not a resource type; one is written package:module:Type`);
  if (type.startsWith("pulumi:pulumi:") && request.getCustom()) throw new Unsupported(`resources of type ${type}`);
}

/** The resource as a transform is given it. */
export function transformable(request: RegisterResourceRequest): Transformable {
  const aliases = request.getAliasurnsList().map((urn) => new Alias().setUrn(urn));
  const options = new TransformResourceOptions()
    .setDependsOnList(request.getDependenciesList())
    .setIgnoreChangesList(request.getIgnorechangesList())
    .setReplaceOnChangesList(request.getReplaceonchangesList())
    .setHideDiffList(request.getHidediffsList())
    .setVersion(request.getVersion())
    .setAliasesList([...aliases, ...request.getAliasesList()])
    .setProvider(request.getProvider())
    .setCustomTimeouts(request.getCustomtimeouts())
    .setPluginDownloadUrl(request.getPlugindownloadurl())
    .setDeletedWith(request.getDeletedwith())
    .setReplaceWithList(request.getReplaceWithList())
    .setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList())
    .setHooks(request.getHooks())
    .setImport(request.getImportid())
    .setReplacementTrigger(request.getReplacementTrigger());
  if (request.hasProtect()) options.setProtect(request.getProtect() as boolean);
  if (request.hasRetainondelete()) options.setRetainOnDelete(request.getRetainondelete() as boolean);
  if (request.getDeletebeforereplacedefined()) options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  for (const [pkg, reference] of request.getProvidersMap().entries()) options.getProvidersMap().set(pkg, reference);
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    parent: request.getParent(),
    properties: request.getObject() ?? new Struct(),
    options,
  };
}

/** The goal, after transforms. Throws by name on an option that this engine does not have. */
export function goalOf(resource: Transformable, request: RegisterResourceRequest, root: string): Goal {
  const { type, name, custom, parent, options } = resource;
  if (options.getPluginDownloadUrl() !== "") throw new Unsupported("the option pluginDownloadURL");
  const properties = fromStruct(resource.properties);
  const version = options.getVersion();
  const decoded = optionsOf(options);
  return {
    ...decoded,
    type,
    name,
    custom,
    parent,
    properties: isProviderType(type) && version !== "" ? { ...properties, version, __internal: {} } : properties,
    propertyDependencies: propertyDependenciesOf(request, Object.keys(properties), decoded.dependencies),
    sourcePosition: positionOf(request.getSourceposition(), root),
    stackTrace: stackTraceOf(request.getStacktrace(), root),
  };
}

/**
 * What a transform made of a property still needs what the property needed; a new one needs what the resource does. But a
 * resource with transforms of its own is taken at their word, and the SDK does not say of single properties what they need
 * (`registerResource` in `pkg/resource/deploy/source_eval.go`).
 */
function propertyDependenciesOf(request: RegisterResourceRequest, keys: string[], all: string[]) {
  if (request.getTransformsList().length > 0) return {};
  const told = new Map(request.getPropertydependenciesMap().entries());
  if (told.size === 0) return Object.fromEntries(keys.map((key) => [key, all]));
  return Object.fromEntries(keys.map((key) => [key, told.get(key)?.getUrnsList() ?? []]));
}
