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
  type Principal,
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
  /** What exchanges the tokens of a workflow, as `workload_identity_provider` takes it. */
  provider?: pulumi.Output<string>;
  /** All that it may do. */
  can: readonly Right[];
  /** Region → variable → value; the address of a service is the one that is nearest to the region. */
  variables: pulumi.Output<Record<string, Record<string, string>>>;
}

/** What sorts of callers there are, in the words of the stack's outputs. */
export type CallerKind = "people" | "foreign workload" | "workflow";

/** Who it is in IAM. */
export type Account = Pick<Principal, "accountId" | "member" | "email">;

/** A caller that is no workload of this environment. Review reads what it registers: who it is, and why. */
export abstract class Caller extends Component {
  /** For the stack's output `callers`. */
  readonly outputs: CallerOutputs;

  /** `account`: told once the component is there, since an account may be made in it. */
  protected constructor(
    type: string,
    name: string,
    { environment, can }: { environment: Environment; can: CallerCan },
    account: (caller: Component) => Account,
    said: Pick<CallerOutputs, "caller" | "because" | "provider">,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(`callers:${type}`, name, environment, opts);
    const own = account(this);
    const binding = bind({ name, component: this, ...own }, can);
    const { member } = own;
    this.outputs = { ...said, member, can: rightsOf(can), variables: variablesOf(environment, binding) };
    this.registerOutputs({ member, ...said, can: this.outputs.can });
  }
}

/** Somebody whom IAM knows without us: a group, an account that another project has. */
export function standing(name: string, member: string): () => Account {
  const email = member.slice(member.indexOf(":") + 1);
  return () => ({ accountId: name, member: pulumi.output(member), email: pulumi.output(email) });
}

export function callerMistakes(name: string, can: CallerCan, holder: Holder): Mistake[] {
  const mistakes = [...nameMistakes(name), ...bindingMistakes({}, can, holder)];
  if (can.length === 0) mistakes.push({ propertyPath: "can", reason: "is empty: say what it can, or leave it out" });
  return mistakes;
}

function variablesOf(environment: Environment, binding: Binding): CallerOutputs["variables"] {
  return pulumi.output(Object.fromEntries(environment.regions.map((region) => [region, binding.variables(region)])));
}
