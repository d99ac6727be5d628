/**
 * Which resources a cloud itself makes wait for which. A resource that waits for another, directly or not, is judged by
 * data alone; it is forced to wait
 * - where one of its inputs names the other: by its id, as it stands or at the end of a link; or by the last part of it,
 *   if the program itself has it wait for the other;
 * - where it lies inside the other: its id begins with the other's;
 * - where an input taken from the other is not known before the other is made: a preview of an empty stack shows it;
 * - where the local cloud refuses it as long as the other is missing: all others are made, in their order and with the
 *   inputs they have, in a new cloud that has everything but the one, and the refusal is the reason.
 * Everything else waits for no reason that a cloud gives. What is refused, although the program does not have it wait, is
 * a dependency that is missing.
 */
import * as local from "../local";

export interface Waits {
  /** URN → those it is forced to wait for, with the reason. */
  forced: ReadonlyMap<string, ReadonlyMap<string, string>>;
  missing: { urn: string; needs: string; reason: string }[];
}

type Resources = readonly local.ResourceState[];

/** @param planned What a preview of the same program foresaw, on an empty stack. */
export async function forcedWaits({ snapshot, completed }: local.OperationResult, planned: Resources): Promise<Waits> {
  const resources = snapshot.resources.filter(({ custom, type }) => custom && !local.isProviderType(type));
  const byUrn = new Map(resources.map((state) => [state.urn, state]));
  const inputsBefore = new Map(planned.map(({ urn, inputs }) => [urn, inputs]));
  const needs = transitiveNeeds(completed);
  const refusals = await refusalsWithoutEach(resources, snapshot.resources);
  const missing: Waits["missing"] = [];
  const forced = new Map<string, Map<string, string>>();
  for (const state of resources) {
    const reasons = new Map<string, string>();
    forced.set(state.urn, reasons);
    for (const urn of needs.get(state.urn) ?? []) {
      const other = byUrn.get(urn);
      const reason = other && (reasonInData(state, other, inputsBefore) ?? refusals.get(urn)?.get(state.urn));
      if (reason) reasons.set(urn, reason);
    }
    for (const [urn, answers] of refusals) {
      const reason = answers.get(state.urn);
      if (reason && !needs.get(state.urn)?.has(urn)) missing.push({ urn: state.urn, needs: urn, reason });
    }
  }
  return { forced, missing };
}

function transitiveNeeds(completed: local.OperationResult["completed"]): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>();
  for (const { urn, needs } of completed)
    all.set(urn, new Set(needs.flatMap((need) => [need, ...(all.get(need) ?? [])])));
  return all;
}

function reasonInData(
  state: local.ResourceState,
  other: local.ResourceState,
  before: ReadonlyMap<string, local.PropertyMap>,
): string | undefined {
  const inputs = local.revealMap(state.inputs);
  const id = other.id as string;
  const name = state.dependencies?.includes(other.urn) ? id.split("/").at(-1) : undefined;
  for (const [key, value] of Object.entries(inputs)) {
    const taken = state.propertyDependencies?.[key]?.includes(other.urn) ?? false;
    const texts = textsIn(value);
    if (texts.some((text) => text === id || text === name || text.endsWith(`/${id}`))) return `${key} names it`;
    if (taken && hasUnknown(before.get(state.urn)?.[key])) return `${key} is known when it is made`;
  }
  return state.id?.startsWith(`${id}/`) ? "lies inside it" : undefined;
}

/** Resource → those refused as long as it is missing, with the cloud's answer. */
async function refusalsWithoutEach(resources: Resources, all: Resources): Promise<Map<string, Map<string, string>>> {
  const refusals = new Map<string, Map<string, string>>();
  const baseline = await refusalsWithout(undefined, resources, all);
  if (baseline.size > 0) throw new Error(`refused with nothing missing: ${[...baseline].join("; ")}`);
  for (const { urn } of resources) refusals.set(urn, await refusalsWithout(urn, resources, all));
  return refusals;
}

async function refusalsWithout(missing: string | undefined, resources: Resources, all: Resources) {
  const cloud = local.LocalCloud.inMemory();
  const providers = await configured(cloud, all);
  const refusals = new Map<string, string>();
  for (const { urn, type, inputs, provider = "" } of resources) {
    if (urn === missing) continue;
    const { name } = local.parseUrn(urn);
    try {
      await providers.get(provider)?.create({ urn, type, name }, local.revealMap(inputs), false);
    } catch (error) {
      refusals.set(urn, `refused: ${(error as Error).message}`);
    }
  }
  return refusals;
}

async function configured(cloud: local.LocalCloud, all: Resources): Promise<Map<string, local.ConfiguredProvider>> {
  const providers = new Map<string, local.ConfiguredProvider>();
  for (const { urn, type, id, inputs } of all) {
    const provider = local.isProviderType(type) && cloud.provider(type.split(":").at(-1) as string);
    if (provider) providers.set(`${urn}::${id}`, await provider.configure(urn, local.revealMap(inputs)));
  }
  return providers;
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function hasUnknown(value: unknown): boolean {
  if (value instanceof local.Unknown) return true;
  if (value instanceof local.Secret) return hasUnknown(value.value);
  return typeof value === "object" && value !== null && Object.values(value).some(hasUnknown);
}
