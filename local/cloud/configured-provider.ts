/**
 * The calls of the provider protocol on the catalogue, the rules and the world. Between the rules' verdict and the change
 * nothing is awaited, so that operations under way at once see each other whole.
 */
import type { CheckFailure, ConfiguredProvider, Diff, ResourceIdentity, ResumedCreate } from "../provider";
import { type PropertyMap, revealMap } from "../values";
import { behaviourOf } from "./behaviour";
import { isBookkeeping, type ResourceType, resourceType, withoutBookkeeping } from "./catalogue";
import { deletionProtection } from "./common/deletion-allowed.rule";
import { fillDefaults } from "./defaults";
import { diffResource, isEqual } from "./diff";
import { NotFound, UnsupportedFunction, UnsupportedType } from "./errors";
import type { Faults } from "./faults";
import { hasLabels, labelChanges, labelsOf } from "./labels";
import { effectiveInputs, idOf, missingPlace, outputsOf, previewOutputs, previewUpdate, withSecrets } from "./outputs";
import { isWithin, topOf } from "./paths";
import type { ProviderConfig } from "./provider-config";
import type { Operation } from "./rule";
import { refuse } from "./rules";
import type { Life } from "./template";
import { validate } from "./validate";
import type { World, WorldRecord } from "./world";

type Existing = ResourceIdentity & { id: string };

interface State {
  inputs: PropertyMap;
  outputs: PropertyMap;
}

export class ConfiguredLocalProvider implements ConfiguredProvider {
  constructor(
    private readonly config: ProviderConfig,
    private readonly world: World,
    private readonly faults: Faults,
  ) {}

  async check(
    resource: ResourceIdentity,
    olds: PropertyMap | undefined,
    news: PropertyMap,
    seed: Uint8Array,
  ): Promise<{ inputs: PropertyMap; failures: CheckFailure[] }> {
    const type = typeOf(resource.type);
    const mistakes = validate(type, news);
    if (mistakes.length > 0) return { inputs: news, failures: mistakes };
    const { inputs, failures } = fillDefaults(type, olds, news, { logicalName: resource.name, seed });
    if (failures.length > 0) return { inputs, failures };
    const missing = missingPlace(type, effectiveInputs(type, this.config, inputs)).map((property) => ({
      property,
      reason: "is set neither here nor on the provider",
    }));
    // Again, for the name that was made up.
    return { inputs, failures: [...validate(type, inputs), ...missing] };
  }

  async diff(resource: Existing, old: State, news: PropertyMap, ignoreChanges: readonly string[]): Promise<Diff> {
    const type = typeOf(resource.type);
    const inputs = effectiveInputs(type, this.config, news);
    const diff = diffResource(type, old, inputs, { defaults: news.__defaults, ignoreChanges });
    const relabelled = Object.keys(diff.detailed).some((path) => topOf(path) === "labels");
    if (!hasLabels(type) || relabelled || isWithin("labels", ignoreChanges)) return diff;
    const labels = labelsOf(type, this.config, inputs, old.outputs);
    return { ...diff, detailed: { ...diff.detailed, ...labelChanges(labels, old.outputs) } };
  }

  async create(
    resource: ResourceIdentity,
    given: PropertyMap,
    preview: boolean,
    resumed?: ResumedCreate,
  ): Promise<{ id: string | undefined; outputs: PropertyMap }> {
    const type = typeOf(resource.type);
    const inputs = effectiveInputs(type, this.config, given);
    if (preview) return { id: undefined, outputs: withSecrets(type, previewOutputs(type, this.config, inputs)) };
    this.faults.strike(type.token, "create");
    const now = new Date().toISOString();
    const life: Life = { serial: this.world.nextSerial(), created: now, updated: now, generation: 1 };
    if (type.stateOnly) return this.#answer(type, outputsOf(type, this.config, this.world, { id: "", inputs, life }));
    const id = idOf(type, inputs, life);
    const orphan = resumed && this.#orphan(resource, type.assigned ? undefined : id, inputs, resumed);
    if (orphan) return this.#update(type, orphan, inputs);
    this.#refuse("create", type, id, inputs);
    const undeleted = this.world.softDeleted(type.token, id);
    return this.#put(type, { type: type.token, id, urn: resource.urn, ...life, ...lifeOf(undeleted) }, inputs);
  }

  async read(resource: Existing, state: State): Promise<State | undefined> {
    const type = typeOf(resource.type);
    if (type.stateOnly) return state;
    const record = this.world.get(type.token, resource.id);
    return record && { inputs: refreshed(state.inputs, record.inputs), outputs: withSecrets(type, record.outputs) };
  }

  async update(resource: Existing, old: State, news: PropertyMap, preview: boolean): Promise<{ outputs: PropertyMap }> {
    const type = typeOf(resource.type);
    const inputs = effectiveInputs(type, this.config, news);
    if (preview || type.stateOnly)
      return { outputs: withSecrets(type, previewUpdate(type, this.config, revealMap(old.outputs), inputs)) };
    this.faults.strike(type.token, "update");
    const record = this.world.get(type.token, resource.id);
    if (!record) throw new NotFound(resource.id);
    return this.#update(type, record, inputs);
  }

  refusesDelete(resource: Existing, state: State): { property: string; reason: string } | undefined {
    const refusal = deletionProtection(
      typeOf(resource.type),
      resource.id,
      revealMap({ ...state.inputs, ...state.outputs }),
    );
    return refusal && { property: refusal.property, reason: refusal.message };
  }

  async delete(resource: Existing): Promise<void> {
    const type = typeOf(resource.type);
    this.faults.strike(type.token, "delete");
    const record = this.world.get(type.token, resource.id);
    if (!record) return; // gone already, which a provider takes for done
    this.#refuse("delete", type, resource.id, record.inputs);
    const { urn: _urn, ...nobodys } = record;
    const behaviour = behaviourOf(type.token);
    const remains = record.inputs.deletionPolicy === "ABANDON" ? "everything" : behaviour.afterDelete?.(record);
    if (remains === "everything") this.world.put(nobodys);
    else if (remains === "soft-deleted") this.world.put({ ...nobodys, softDeleted: true });
    else for (const gone of [record, ...(behaviour.deletesToo?.(record, this.world) ?? [])]) this.world.remove(gone);
    await this.world.save();
  }

  async invoke(token: string): Promise<never> {
    throw new UnsupportedFunction(token);
  }

  /** Changes what exists, unless it is as asked for. */
  async #update(type: ResourceType, record: WorldRecord, inputs: PropertyMap) {
    if (isEqual(record.inputs, inputs)) return this.#answer(type, record.outputs);
    this.#refuse("update", type, record.id, inputs);
    const changed = { ...record, updated: new Date().toISOString(), generation: record.generation + 1 };
    return this.#put(type, changed, inputs, record.outputs);
  }

  async #put(
    type: ResourceType,
    record: Omit<WorldRecord, "inputs" | "outputs">,
    inputs: PropertyMap,
    old?: PropertyMap,
  ): Promise<{ id: string; outputs: PropertyMap }> {
    const outputs = outputsOf(type, this.config, this.world, { id: record.id, inputs, life: record, old });
    this.world.put({ ...record, inputs, outputs });
    await this.world.save();
    return this.#answer(type, outputs);
  }

  #answer(type: ResourceType, outputs: PropertyMap): { id: string; outputs: PropertyMap } {
    return { id: outputs.id as string, outputs: withSecrets(type, outputs) };
  }

  #refuse(operation: Operation, type: ResourceType, id: string, inputs: PropertyMap): void {
    const project = inputs.project ?? /^projects\/([^/]+)\//.exec(id)?.[1] ?? this.config.project;
    const existing = this.world.get(type.token, id);
    refuse({ operation, type, id, inputs, project: String(project), world: this.world, existing });
  }

  /**
   * What a run that died made for this URN and never wrote down. A resource whose id the cloud makes up is known by its
   * inputs.
   */
  #orphan(
    { type, urn }: ResourceIdentity,
    id: string | undefined,
    inputs: PropertyMap,
    { known }: ResumedCreate,
  ): WorldRecord | undefined {
    return this.world
      .ofType(type)
      .filter((record) => record.urn === urn && !known.includes(record.id))
      .find((record) => (id === undefined ? isEqual(record.inputs, inputs) : record.id === id));
  }
}

function typeOf(token: string): ResourceType {
  const type = resourceType(token);
  if (!type) throw new UnsupportedType(token);
  return type;
}

function lifeOf(record: WorldRecord | undefined): Partial<Life> {
  return record ? { serial: record.serial, created: record.created } : {};
}

/** The inputs of a state, with what the cloud has by now. */
function refreshed(inputs: PropertyMap, actual: PropertyMap): PropertyMap {
  const own = withoutBookkeeping(inputs);
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([key, value]) => {
      if (isBookkeeping(key) || isEqual(own[key], actual[key])) return [[key, value]];
      const now = actual[key];
      return now === undefined ? [] : [[key, now]];
    }),
  );
}
