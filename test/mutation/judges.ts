/** Who catches a bad change: a policy at the level of the environment's kind, the provider, or the cloud. */
import type { PropertyMap } from "../../local/values";
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

export function isCaught(catches: readonly Catch[]): boolean {
  return catches.some(({ by }) => by !== "advisory" && by !== "disabled");
}

/** Who catches the changed resource in an environment that is sound but for it: the policies first, then the clouds. */
export async function catchesOf(environment: Standing, changed: Subject): Promise<Catch[]> {
  const alone = bySinglePolicies(environment, changed);
  if (isCaught(alone)) return alone;
  const together = [...alone, ...byStackPolicies(environment, changed)];
  return isCaught(together) ? together : [...together, ...(await byCloud(environment, changed))];
}

function bySinglePolicies({ kind }: Standing, changed: Subject): Catch[] {
  return policies.flatMap((policy) => {
    if (!("check" in policy) || !appliesTo(policy, changed.type)) return [];
    const { answer } = judge(policy, { ...changed, props: changed.inputs as Props });
    return answer === "violated" ? [{ by: levels[policy.name][kind], name: policy.name }] : [];
  });
}

function byStackPolicies({ kind, subjects }: Standing, changed: Subject): Catch[] {
  const fitting = policies.filter((policy) => "checkStack" in policy && appliesTo(policy, changed.type));
  if (fitting.length === 0) return [];
  const stack = linked(subjects.map((subject) => (subject.urn === changed.urn ? changed : subject)));
  return fitting.flatMap((policy) => {
    const { answer } = "checkStack" in policy ? judgeStack(policy, stack) : { answer: "compliant" };
    return answer === "violated" ? [{ by: levels[policy.name as PolicyName][kind], name: policy.name }] : [];
  });
}

function linked(subjects: readonly Subject[]): StackResource[] {
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
  return [...byUrn.values()];
}

/** Made anew in a cloud where everything else is there already; then asked whether all that is there works. */
async function byCloud({ cloud, providers }: Standing, changed: Subject): Promise<Catch[]> {
  const copy = cloud.copy();
  const record = copy.world.get(changed.type, changed.id);
  if (record) copy.world.remove(record);
  const pkg = changed.type.split(":")[0] as string;
  const provider = await copy.provider(pkg)?.configure("", providers[pkg] as PropertyMap);
  if (!provider) throw new Error(`${pkg} has no provider`);
  const { inputs, failures } = await provider.check(changed, undefined, changed.inputs, Buffer.from(changed.urn));
  if (failures.length > 0) return failures.map(({ property }) => ({ by: "provider", name: property }));
  try {
    await provider.create(changed, inputs, false);
  } catch (error) {
    return [{ by: "cloud", name: ruleOf((error as Error).message) }];
  }
  const defects = await copy.defects([]);
  return defects.map(({ message }) => ({ by: "cloud", name: ruleOf(message) }));
}

function ruleOf(message: string): string {
  return /^([a-z\d-]+): /.exec(message)?.[1] ?? message;
}
