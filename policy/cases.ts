/** The form of the cases beside each policy. The tests run them, with the real server's semantics. */
import type { ResourcePolicy, StackPolicy } from "./policy";
import type { Props } from "./values";

/** A resource as a program declares it; `Unknown` stands where a preview knows no value. */
export interface CaseResource {
  type: string;
  props: Props;
  name?: string;
  /** The name of its provider. */
  provider?: string;
  protect?: boolean;
  /** Type of the component that it stands in. */
  within?: string;
  /** Names of the resources from which a property was made. */
  madeFrom?: Record<string, string[]>;
}

/** The day on which the tests judge the cases: what a policy says of a date must not change with the calendar. */
export const judgedOn = new Date("2026-11-28T00:00:00Z");

interface Titled {
  /** Completes "it …". */
  title: string;
}

interface Fails {
  /** The paths at which it is refused, in order. */
  at: readonly string[];
}

/** One list for each answer; where a policy can never answer "compliant" or "unknown", the reason why. */
interface Cases<Case> {
  passing: readonly [Case, ...Case[]] | string;
  failing: readonly [Case & Fails, ...(Case & Fails)[]];
  unknown: readonly [Case, ...Case[]] | string;
  notApplicable?: readonly Case[];
}

/** Where the policy judges one type only, a case need not name it. */
export type ResourceCase = Titled & Omit<CaseResource, "type"> & { type?: string };
export type StackCase = Titled & { stack: readonly CaseResource[] };

export type ResourceCases = Cases<ResourceCase> & { policy: ResourcePolicy };
export type StackCases = Cases<StackCase> & { policy: StackPolicy };

export function cases(policy: ResourcePolicy, lists: Cases<ResourceCase>): ResourceCases {
  return { policy, ...lists };
}

export function stackCases(policy: StackPolicy, lists: Cases<StackCase>): StackCases {
  return { policy, ...lists };
}
