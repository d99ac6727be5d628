/** What the cases of rules stand on: programs as functions, run by the real engine on a cloud in memory. */
import * as pulumi from "@pulumi/pulumi";
import { type EngineEventBody, LocalCloud, type Snapshot, up } from "../../../../local";
import { resourceType, resourceTypes } from "../../../../local/cloud/catalogue";
import type { DefectRule, Rule } from "../../../../local/cloud/rule";
import { Rulebook } from "../../../../local/cloud/rulebook";
import type { World } from "../../../../local/cloud/world";
import { Driver, project, region } from "../support";

export { project, region };

/**
 * One way to break one rule. A list of programs is run one after the other on the same stack, as when a program changes;
 * the cloud refuses in the last, or finds after it what does not work.
 */
export interface RuleCase {
  rule: string;
  claim: string;
  broken: Program | readonly Program[];
  /** What the failure tells, in the cloud's words; of a defect, in ours. */
  says: RegExp;
  /** The same, repaired. */
  repaired: Program | readonly Program[];
  /** The APIs that the project has from before, as in `run`. @default all of them */
  apis?: readonly string[];
}

/** Beside what it declares, it may change the world behind the engine's back, as time and other people do. */
export type Program = (declare: Declare, world: World) => unknown;

/** Declares a resource by its token. The `gcp:` may be left out. */
export type Declare = (
  type: string,
  name: string,
  inputs?: pulumi.Inputs,
  options?: pulumi.CustomResourceOptions,
) => Declared;

/** A resource with the outputs that the catalogue names. */
// biome-ignore lint/suspicious/noExplicitAny: programs of cases read outputs by name, and the engine checks what they become
export type Declared = pulumi.CustomResource & Record<string, pulumi.Output<any>>;

export interface Ended {
  outcome: "succeeded" | "failed";
  /** Everything that was told as an error. */
  errors: string;
}

/** Runs the programs in turn on one stack, until one fails. */
export async function run(
  programs: Program | readonly Program[],
  rules: readonly (Rule | DefectRule)[],
  apis: readonly string[] = everyApi(),
): Promise<Ended> {
  const cloud = LocalCloud.inMemory(new Rulebook(rules));
  await (await Driver.of(cloud)).enable(...apis);
  let snapshot: Snapshot | undefined;
  let ended: Ended = { outcome: "succeeded", errors: "" };
  for (const program of [programs].flat()) {
    if (ended.outcome === "failed") throw new Error(`a program before the last failed: ${ended.errors}`);
    const events: EngineEventBody[] = [];
    const result = await up({
      project: "flotilla",
      stack: "dev",
      root: process.cwd(),
      program: async () => void (await program(declare, cloud.world)),
      config: { values: { "gcp:project": project, "gcp:region": region }, secretKeys: [] },
      cloud,
      // What a program leaves is what its operation answers with; nothing dies here on the way.
      store: { load: async () => snapshot, append: async () => undefined, save: async () => undefined },
      emit: (event) => events.push(event),
    });
    const errors = events.flatMap(({ diagnosticEvent }) =>
      diagnosticEvent?.severity === "error" ? [diagnosticEvent.message.trimEnd()] : [],
    );
    snapshot = structuredCloneOf(result.snapshot);
    ended = { outcome: result.outcome, errors: errors.join("\n") };
  }
  return ended;
}

function declare(
  token: string,
  name: string,
  inputs: pulumi.Inputs = {},
  options: pulumi.CustomResourceOptions = {},
): Declared {
  const type = /^(gcp|cloudflare|random):/.test(token) ? token : `gcp:${token}`;
  const { inputs: known = {}, outputs = {} } = resourceType(type) ?? {};
  const told = Object.fromEntries(
    [...Object.keys(known), ...Object.keys(outputs)].map((output) => [output, undefined]),
  );
  return new Resource(type, name, { ...told, ...inputs }, options) as Declared;
}

class Resource extends pulumi.CustomResource {}

/** The least that Cloud Run takes. */
export function service(template: pulumi.Inputs = {}): pulumi.Inputs {
  const containers = [{ image: "europe-docker.pkg.dev/example/images/a" }];
  return { location: region, deletionProtection: false, template: { containers, ...template } };
}

/** The least of a job. */
export function job(template: pulumi.Inputs = {}): pulumi.Inputs {
  const containers = [{ image: "europe-docker.pkg.dev/example/images/a" }];
  return { location: region, deletionProtection: false, template: { template: { containers, ...template } } };
}

/** `run`, `pubsub`, … */
function everyApi(): string[] {
  return [...new Set(resourceTypes().flatMap(({ api }) => (api ? [api.replace(".googleapis.com", "")] : [])))];
}

/** Property values are never changed in place, so the lists are all that is copied. */
function structuredCloneOf({ resources, pendingOperations }: Snapshot): Snapshot {
  return { resources: resources.map((state) => ({ ...state })), pendingOperations: [...pendingOperations] };
}

interface HeldCase {
  rule: string;
  claim: string;
  /** What is to go. */
  held: (declare: Declare) => Declared;
  /** What names it, by literal names, since it stays when the other is gone. */
  holder: (declare: Declare, options: pulumi.CustomResourceOptions) => unknown;
  says: RegExp;
}

/** Something is taken out of a program while what names it stays; repaired, both go. */
export function heldCase({ rule, claim, held, holder, says }: HeldCase): RuleCase {
  const both: Program = (declare) => holder(declare, { dependsOn: held(declare) });
  return {
    rule,
    claim,
    broken: [both, (declare) => holder(declare, {})],
    says,
    repaired: [both, () => undefined],
  };
}
