/** What callers without a container have in common: they are granted, and told plain variables for someone to pass on. */
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../component";
import type { Environment } from "../environment";
import {
  type Binding,
  bind,
  bindingMistakes,
  type Capability,
  type Holder,
  type Right,
  rightsOf,
} from "../iam/capability";
import { nameMistakes } from "../naming";
import type { Mistake } from "../refuse";

/**
 * What a caller without a container can be given: grants, and plain variables. A secret or a file would have nowhere to be
 * delivered but an output that anyone reads, so a list with one does not compile.
 */
export type CallerCan = readonly Capability<"grant" | "variables">[];

/** What whoever calls is told, typed for the outputs of a stack. */
export interface CallerOutputs {
  /** What sort of caller it is. */
  caller: CallerKind;
  /** Who was granted, as IAM writes it. */
  member: pulumi.Output<string>;
  /** Why somebody who is not managed here may do this, where that was asked. */
  because?: string;
  /** All that it may do. */
  can: readonly Right[];
  /** Region → variable → value; the address of a service is the one that is nearest to the region. */
  variables: pulumi.Output<Record<string, Record<string, string>>>;
}

/** What sorts of callers there are, in the words of the stack's outputs. */
export type CallerKind = "people" | "foreign workload";

/** A caller that is no workload of this environment. Review reads what it registers: who it is, and why. */
export abstract class Caller extends Component {
  /** For the stack's output `callers`. */
  readonly outputs: CallerOutputs;

  protected constructor(
    type: string,
    name: string,
    { environment, member, can }: { environment: Environment; member: string; can: CallerCan },
    said: { caller: CallerKind; because?: string },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(`callers:${type}`, name, environment, opts);
    const known = pulumi.output(member);
    const binding = bind(
      { name, component: this, accountId: name, member: known, email: pulumi.output(addressOf(member)) },
      can,
    );
    this.outputs = { ...said, member: known, can: rightsOf(can), variables: variablesOf(environment, binding) };
    this.registerOutputs({ member, ...said, can: this.outputs.can });
  }
}

export function callerMistakes(name: string, can: CallerCan, holder: Holder): Mistake[] {
  const mistakes = [...nameMistakes(name), ...bindingMistakes({}, can, holder)];
  if (can.length === 0) mistakes.push({ propertyPath: "can", reason: "is empty: say what it can, or leave it out" });
  return mistakes;
}

function variablesOf(environment: Environment, binding: Binding): CallerOutputs["variables"] {
  return pulumi.output(Object.fromEntries(environment.regions.map((region) => [region, binding.variables(region)])));
}

const addressOf = (member: string) => member.slice(member.indexOf(":") + 1);
