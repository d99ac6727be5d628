import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import { checksInto, type Mistake, refuse } from "../refuse";
import { Caller, type CallerCan, callerMistakes, standing } from "./caller";

export interface PeopleArgs {
  environment: Environment;
  /** Who they are: a group, so that joining and leaving need no deploy. A developer environment takes one `user:` too. */
  group: `group:${string}` | `user:${string}`;
  /** What they may do: all that they are granted here. */
  can: CallerCan;
}

/**
 * People who may do something with their own accounts. An internal service answers inside the network alone, so they call it
 * from there: over a VPN or from a machine in it. From outside they come through the edge, as visitors do.
 *
 * ```ts
 * const support = new People("support", { environment, group: "group:support@example.dev", can: [iam.call()] });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class People extends Caller {
  constructor(name: string, args: PeopleArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("People", name, peopleMistakes(name, args));
    super("People", name, args, standing(name, args.group), { caller: "people" }, opts);
  }
}

const memberPattern = /^(group|user):[^\s@:]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/;

function peopleMistakes(name: string, { environment, group, can }: PeopleArgs): Mistake[] {
  const mistakes = callerMistakes(name, can, "people");
  const check = checksInto(mistakes);
  const given = JSON.stringify(group);
  const wellFormed = memberPattern.test(group);
  check(wellFormed, "group", `${given} is not a group as IAM writes it: "group:support@example.dev"`);
  check(
    !wellFormed || group.startsWith("group:") || environment.kind === "developer",
    "group",
    `${given} is one person, whose right outlives their task; outside developer environments name a group`,
  );
  return mistakes;
}
