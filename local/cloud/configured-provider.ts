/**
 * The calls of the provider protocol on the catalogue, the rules and the world. Between the rules' verdict and the change
 * nothing is awaited, so that operations under way at once see each other whole.
 */
import { nearestName } from "../nearest-name";
import type {
  CheckFailure,
  ConfiguredProvider,
  DeleteRefusal,
  Diff,
  ResourceIdentity,
  ResumedCreate,
} from "../provider";
import { type PropertyMap, revealMap } from "../values";
import { behaviourOf } from "./behaviour";
import { type ResourceType, resourceType, resourceTypes } from "./catalogue";
import { deletionProtection } from "./common/deletion-allowed.rule";
import { fillDefaults } from "./defaults";
import { diffResource, isEqual, planned } from "./diff";
import { NotFound, UnsupportedImport, UnsupportedType } from "./errors";
import type { Faults } from "./faults";
import { hasLabels, labelChanges, labelsOf } from "./labels";
import { lookUp } from "./look-ups";
import { effectiveInputs, idOf, missingPlace, outputsOf, previewOutputs, previewUpdate, withSecrets } from "./outputs";
import { isWithin, topOf } from "./paths";
import type { ProviderConfig } from "./provider-config";
import { importedInputs, refreshedInputs } from "./read-inputs";
import { brokenRelations } from "./relations";
import type { Operation } from "./rule";
import type { Rulebook } from "./rulebook";
import { instanceProtection } from "./sql/unprotected.rule";
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
    private readonly rulebook: Rulebook,
  ) {}

  async check(
    resource: ResourceIdentity,
    olds: PropertyMap | undefined,
    news: PropertyMap,
    seed: Uint8Array,
  ): Promise<{ inputs: PropertyMap; failures: CheckFailure[] }> {
    const type = typeOf(resource.type);
    const { inputs, failures } = fillDefaults(type, olds, news, { logicalName: resource.name, seed });
    const mistakes = [...validate(type, news), ...brokenRelations(type, inputs)];
    if (mistakes.length > 0) return { inputs: news, failures: mistakes };
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
    return this.faults.around("create", resource, async () => {
      if (type.stateOnly) return this.#answer(type, this.#outputs(type, resource.urn, "", inputs, this.#born(1), {}));
      const orphan = resumed && (await this.#takeOver(type, resource.urn, inputs, resumed));
      return orphan ? this.#update(type, orphan, inputs) : this.#create(type, resource.urn, inputs);
    });
  }

  async orphans({ type, urn }: ResourceIdentity, { known }: ResumedCreate): Promise<string[]> {
    return this.#orphans(typeOf(type), urn, known).map(({ id }) => id);
  }

  async read(resource: Existing, state: State): Promise<State | undefined> {
    const type = typeOf(resource.type);
    return this.faults.around("read", resource, async () => {
      const isKnown = [state.inputs, state.outputs].some((properties) => Object.keys(properties).length > 0);
      if (type.stateOnly && !isKnown) throw new UnsupportedImport(type.token);
      if (type.stateOnly) return state;
      const record = this.world.get(type.token, resource.id);
      if (!record || behaviourOf(type.token).isGone?.(record, this.world)) return undefined;
      const inputs = isKnown ? refreshedInputs(state.inputs, record.inputs) : importedInputs(type, record.inputs);
      return { inputs, outputs: withSecrets(type, record.outputs) };
    });
  }

  async update(resource: Existing, old: State, news: PropertyMap, preview: boolean): Promise<{ outputs: PropertyMap }> {
    const type = typeOf(resource.type);
    const wanted = effectiveInputs(type, this.config, news);
    const { inputs } = planned(type, old, wanted);
    const foretold = () => withSecrets(type, previewUpdate(type, this.config, revealMap(old.outputs), inputs));
    if (preview) return { outputs: foretold() };
    return this.faults.around("update", resource, async () => {
      if (type.stateOnly) return { outputs: foretold() };
      const record = this.world.get(type.token, resource.id);
      if (!record) throw new NotFound(resource.id);
      return this.#update(type, record, inputs);
    });
  }

  refusesDelete(resource: Existing, state: State): DeleteRefusal | undefined {
    const type = typeOf(resource.type);
    const known = revealMap({ ...state.inputs, ...state.outputs });
    const refusal = deletionProtection(type, resource.id, known) ?? instanceProtection(type, known);
    if (refusal) return { property: refusal.property, reason: refusal.message };
    const found = known.deletionPolicy === "ABANDON" ? undefined : this.#contents(resource);
    if (!found) return undefined;
    const { records: _records, ...contents } = found;
    return { contents };
  }

  async empty(resource: Existing): Promise<void> {
    const found = this.#contents(resource);
    const record = this.world.get(resource.type, resource.id);
    if (!record || !found?.canBeEmptied) return;
    const { contents: _contents, ...emptied } = record;
    this.world.put(emptied);
    for (const gone of found.records) this.world.remove(gone);
    await this.world.save();
  }

  async delete(resource: Existing): Promise<void> {
    const type = typeOf(resource.type);
    await this.faults.around("delete", resource, async () => {
      const record = this.world.get(type.token, resource.id);
      if (record) await this.#delete(type, record); // gone already, it is done
    });
  }

  async invoke(token: string, args: PropertyMap): Promise<{ result: PropertyMap; failures: CheckFailure[] }> {
    const { project, region } = this.config;
    return { result: lookUp(token, this.world, args, { project, region } as PropertyMap), failures: [] };
  }

  /** What was there before, idempotent or only soft-deleted, lives on. */
  async #create(type: ResourceType, urn: string, inputs: PropertyMap) {
    const id = this.#idFor(type, urn, inputs);
    this.#refuse("create", type, id, inputs);
    const before = this.world.get(type.token, id) ?? this.world.softDeleted(type.token, id);
    const life = { ...this.#born(this.world.timesMade(type.token, id) + 1), ...(before && lifeOf(before)) };
    return this.#put(type, { type: type.token, id, urn, ...life }, inputs);
  }

  async #delete(type: ResourceType, record: WorldRecord): Promise<void> {
    const abandoned = record.inputs.deletionPolicy === "ABANDON"; // the provider forgets it, and asks no cloud
    if (!abandoned) this.#refuse("delete", type, record.id, record.inputs);
    const { urn: _urn, ...nobodys } = record;
    const behaviour = behaviourOf(type.token);
    const remains = abandoned ? "everything" : behaviour.afterDelete?.(record);
    if (remains === "everything") this.world.put(nobodys);
    else if (remains === "soft-deleted") this.world.put({ ...nobodys, softDeleted: true, deleted: this.#now() });
    else if (remains === "remembered") this.world.put({ ...nobodys, deleted: this.#now() });
    else this.world.remove(record);
    if (remains !== "everything")
      for (const gone of behaviour.deletesToo?.(record, this.world) ?? []) this.world.remove(gone);
    await this.world.save();
  }

  /** Changes what exists, unless it is as asked for. */
  async #update(type: ResourceType, record: WorldRecord, inputs: PropertyMap) {
    if (isEqual(record.inputs, inputs)) return this.#answer(type, record.outputs);
    this.#refuse("update", type, record.id, inputs);
    const changed = { ...record, updated: this.#now(), generation: record.generation + 1 };
    return this.#put(type, changed, inputs, record.outputs);
  }

  async #put(
    type: ResourceType,
    record: Omit<WorldRecord, "inputs" | "outputs">,
    inputs: PropertyMap,
    old?: PropertyMap,
  ): Promise<{ id: string; outputs: PropertyMap }> {
    const revisions = behaviourOf(type.token).revisions?.(record.id, inputs, record.revisions ?? {});
    const outputs = this.#outputs(type, record.urn ?? "", record.id, inputs, record, revisions ?? {}, old);
    this.world.put({ ...record, ...(revisions && { revisions }), inputs, outputs });
    await this.world.save();
    return this.#answer(type, outputs);
  }

  #outputs(
    type: ResourceType,
    urn: string,
    id: string,
    inputs: PropertyMap,
    life: Life,
    revisions: Readonly<Record<string, string>>,
    old?: PropertyMap,
  ) {
    return outputsOf(type, this.config, this.world, { urn, id, inputs, life, revisions, old });
  }

  /** The cloud gives no id twice that it makes up itself. */
  #idFor(type: ResourceType, urn: string, inputs: PropertyMap): string {
    for (let nth = 1; ; nth++) {
      const id = idOf(type, this.config, this.world, inputs, { urn, nth });
      const taken = this.world.timesMade(type.token, id) > 0 || behaviourOf(type.token).isTaken?.(id, this.world);
      if (!type.assigned || !taken) return id;
    }
  }

  #born(serial: number): Life {
    const now = this.#now();
    return { serial, created: now, updated: now, generation: 1 };
  }

  #contents({ type, id }: Existing) {
    const record = this.world.get(type, id);
    return record && behaviourOf(type).contents?.(record, this.world);
  }

  #now(): string {
    return this.world.now().toISOString();
  }

  #answer(type: ResourceType, outputs: PropertyMap): { id: string; outputs: PropertyMap } {
    return { id: outputs.id as string, outputs: withSecrets(type, outputs) };
  }

  #refuse(operation: Operation, type: ResourceType, id: string, inputs: PropertyMap): void {
    // In names of accounts `-` stands for whatever project they are in.
    const project = inputs.project ?? /^projects\/(?!-\/)([^/]+)\//.exec(id)?.[1] ?? this.config.project;
    const existing = this.world.get(type.token, id);
    this.rulebook.refuse({ operation, type, id, inputs, project: String(project), world: this.world, existing });
  }

  /** What a run that died made for this URN and never wrote down. */
  #orphans({ token }: ResourceType, urn: string, known: readonly string[]): WorldRecord[] {
    return this.world.ofType(token).filter((record) => record.urn === urn && !known.includes(record.id));
  }

  /**
   * The orphan that is taken for what is wanted. Where it cannot be changed into what is wanted by now, it
   * is deleted: nobody else knows of it.
   */
  async #takeOver(
    type: ResourceType,
    urn: string,
    inputs: PropertyMap,
    { known }: ResumedCreate,
  ): Promise<WorldRecord | undefined> {
    const orphans = this.#orphans(type, urn, known);
    const id = type.assigned ? undefined : idOf(type, this.config, this.world, inputs, { urn, nth: 1 });
    const fitting = orphans.find(
      (record) => (id ?? record.id) === record.id && replacing(type, record, inputs).length === 0,
    );
    for (const orphan of orphans) if (orphan !== fitting) await this.#delete(type, orphan);
    return fitting;
  }
}

function typeOf(token: string): ResourceType {
  const type = resourceType(token);
  if (type) return type;
  const known = resourceTypes().map((other) => other.token);
  throw new UnsupportedType(token, nearestName(token, known));
}

/** What sets a resource apart from another of its name. */
function lifeOf({ serial, created }: WorldRecord): Pick<Life, "serial" | "created"> {
  return { serial, created };
}

/** Inputs whose change would make a new resource of what exists. */
function replacing(type: ResourceType, { inputs, outputs }: WorldRecord, wanted: PropertyMap): string[] {
  return diffResource(type, { inputs, outputs }, wanted, { defaults: undefined, ignoreChanges: [] }).replaces;
}
