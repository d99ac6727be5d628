/** Who catches a bad change: a policy at the level of the environment's kind, the provider, or the cloud. */
import type { LocalCloud, PropertyMap } from "../../local";
import type { ConfiguredProvider } from "../../local/provider";
import { levels } from "../../policy/levels";
import { type PolicyName, policies } from "../../policy/policies";
import { appliesTo, judge, judgeStack, type Level, type StackResource } from "../../policy/policy";
import type { Props } from "../../policy/values";
import type { Standing, Subject } from "./environment";

export interface Catch {
  /** `advisory` tells and lets pass, `disabled` says nothing in this kind of environment: neither is a catch. */
  by: Level | "provider" | "cloud";
  /** Of the policy or the rule; of what the provider itself refuses, the property. */
  name: string;
}

export function isCaught({ by }: Catch): boolean {
  return by !== "advisory" && by !== "disabled";
}

export function nameOf({ by, name }: Catch): string {
  return by === "provider" ? `the provider's check of ${name}` : by === "cloud" ? `the cloud's rule ${name}` : name;
}

/** Asks all of them of one changed resource at a time, in an environment that is sound but for it. */
export class Judges {
  readonly #stack: Map<string, StackResource>;
  readonly #cloud: LocalCloud;
  readonly #providers = new Map<string, Promise<ConfiguredProvider>>();

  constructor(private readonly environment: Standing) {
    this.#stack = linked(environment.subjects);
    this.#cloud = environment.cloud.copy();
  }

  /** The policies first, then the clouds. */
  async catchesOf(changed: Subject): Promise<Catch[]> {
    const alone = this.#bySinglePolicies(changed);
    if (alone.some(isCaught)) return alone;
    const together = [...alone, ...this.#byStackPolicies(changed)];
    return together.some(isCaught) ? together : [...together, ...(await this.#byCloud(changed))];
  }

  #bySinglePolicies(changed: Subject): Catch[] {
    return policies.flatMap((policy) => {
      if (!("check" in policy) || !appliesTo(policy, changed.type)) return [];
      const { answer } = judge(policy, { ...changed, props: changed.inputs as Props });
      return answer === "violated" ? [this.#caughtBy(policy.name)] : [];
    });
  }

  #byStackPolicies(changed: Subject): Catch[] {
    const resource = this.#stack.get(changed.urn) as StackResource;
    const sound = { ...resource };
    Object.assign(resource, { ...changed, props: changed.outputs, propertyDependencies: sound.propertyDependencies });
    const stack = [...this.#stack.values()];
    try {
      return policies.flatMap((policy) => {
        if (!("checkStack" in policy) || !appliesTo(policy, changed.type)) return [];
        return judgeStack(policy, stack).answer === "violated" ? [this.#caughtBy(policy.name)] : [];
      });
    } finally {
      Object.assign(resource, sound);
    }
  }

  #caughtBy(name: string): Catch {
    return { by: levels[name as PolicyName][this.environment.kind], name };
  }

  /** Made anew in a cloud where everything else is there already; then asked whether all that is there works. */
  async #byCloud(changed: Subject): Promise<Catch[]> {
    const provider = await this.#provider(changed.type.split(":")[0] as string);
    const { inputs, failures } = await provider.check(changed, undefined, changed.inputs, Buffer.from(changed.urn));
    if (failures.length > 0) return failures.map(({ property }) => ({ by: "provider", name: property }));
    const { world } = this.#cloud;
    const sound = world.get(changed.type, changed.id);
    if (sound) world.remove(sound);
    try {
      const { id } = await provider.create(changed, inputs, false);
      const defects = await this.#cloud.defects([]);
      const made = world.get(changed.type, id ?? "");
      if (made) world.remove(made);
      return defects.map(({ message }) => ({ by: "cloud", name: ruleOf(message) }));
    } catch (error) {
      return [{ by: "cloud", name: ruleOf((error as Error).message) }];
    } finally {
      if (sound) world.put(sound);
    }
  }

  #provider(pkg: string): Promise<ConfiguredProvider> {
    const known = this.#providers.get(pkg);
    if (known) return known;
    const provider = this.#cloud.provider(pkg)?.configure("", this.environment.providers[pkg] as PropertyMap);
    if (!provider) throw new Error(`${pkg} has no provider`);
    this.#providers.set(pkg, provider);
    return provider;
  }
}

function linked(subjects: readonly Subject[]): Map<string, StackResource> {
  const byUrn = new Map(
    subjects.map((subject) => [
      subject.urn,
      { ...subject, props: subject.outputs as Props, propertyDependencies: {} as Record<string, StackResource[]> },
    ]),
  );
  for (const { urn, propertyDependencies } of subjects)
    for (const [property, sources] of Object.entries(propertyDependencies)) {
      const resource = byUrn.get(urn) as StackResource;
      resource.propertyDependencies[property] = sources.flatMap((source) => byUrn.get(source) ?? []);
    }
  return byUrn;
}

function ruleOf(message: string): string {
  const [, rule] = /^([a-z\d-]+): /.exec(message) ?? [];
  if (rule === undefined) throw new Error(message);
  return rule;
}
