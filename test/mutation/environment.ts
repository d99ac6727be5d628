/** One of the three environments as it stands after an `up`, for bad changes to be tried on. */
import { isProviderType, LocalCloud, type PropertyMap, type PropertyValue, parseUrn, revealMap } from "../../local";
import { Rulebook } from "../../local/cloud/rulebook";
import { rules } from "../../local/cloud/rules";
import { isObject } from "../../local/values";
import type { Kind } from "../../policy/kind";
import { TestStack } from "../support/stack";

export interface Subject {
  urn: string;
  type: string;
  name: string;
  id: string;
  /** Of the environment: its id and its number. */
  project: string;
  number: string;
  /** As the program gave them, with what the provider fills in; secrets laid open. */
  inputs: PropertyMap;
  outputs: PropertyMap;
  protect: boolean;
  provider: { type: string; name: string };
  propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

export interface Standing {
  kind: Kind;
  /** Its refusals begin with the name of the rule. */
  cloud: LocalCloud;
  subjects: readonly Subject[];
  /** Package → what its provider was given. */
  providers: Readonly<Record<string, PropertyMap>>;
}

export const environments = { developer: "dev-ada", staging: "staging", production: "prod" } as const;

export async function standing(kind: Kind): Promise<Standing> {
  const run = new NamedRules(environments[kind]);
  const { errors, snapshot } = await run.up();
  if (errors) throw new Error(errors);
  const custom = snapshot.resources.filter((state) => state.custom);
  const providers = Object.fromEntries(
    custom.filter(({ type }) => isProviderType(type)).map(({ type, inputs }) => [type.split(":").at(-1), inputs]),
  );
  const project = String(providers.gcp?.project);
  const number = String(run.cloud.world.projectNumber(project));
  return {
    kind,
    cloud: run.cloud,
    providers,
    subjects: custom
      .filter(({ type }) => !isProviderType(type))
      .map((state) => {
        const provider = parseUrn((state.provider ?? "").split("::").slice(0, -1).join("::"));
        return {
          urn: state.urn,
          type: state.type,
          name: parseUrn(state.urn).name,
          id: state.id ?? "",
          project,
          number,
          inputs: bare(revealMap(state.inputs)) as PropertyMap,
          outputs: bare(revealMap(state.outputs)) as PropertyMap,
          protect: state.protect ?? false,
          provider: { type: provider.type, name: provider.name },
          propertyDependencies: state.propertyDependencies ?? {},
        };
      }),
  };
}

class NamedRules extends TestStack {
  override readonly cloud = LocalCloud.inMemory(
    new Rulebook(
      rules.map((rule) =>
        "check" in rule
          ? { ...rule, check: (request) => named(rule.name, () => rule.check(request)) }
          : { ...rule, inspect: (record, world) => prefixed(rule.name, rule.inspect(record, world)) },
      ),
    ),
  );
}

function named(rule: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw Object.assign(error as Error, { message: prefixed(rule, (error as Error).message) });
  }
}

const prefixed = (rule: string, text: string | undefined) => text && `${rule}: ${text}`;

/** Without what the provider notes of its defaults. */
function bare(value: PropertyValue): PropertyValue {
  if (Array.isArray(value)) return value.map(bare);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "__defaults")
      .map(([key, inner]) => [key, bare(inner)]),
  );
}
