/** A property that has to have one of some values, and what leaving it out means. */
import type { Report } from "./policy";
import { find, type Props, Unknown, type Value } from "./values";

export interface Setting {
  /** A pattern as `find` reads it. */
  path: string;
  allowed: readonly Value[];
  /** What its omission means, in words that go on after "is not set, "; none where it means what is allowed. */
  omitted?: string;
}

export function judgeSetting(props: Props, { path, allowed, omitted }: Setting, { violation, unknown }: Report): void {
  for (const { path: found, value } of find(props, path)) {
    if (value === Unknown) unknown(found);
    else if (!isSet(value)) {
      if (omitted !== undefined) violation(found, `is not set, ${omitted}`);
    } else if (!allowed.includes(value)) violation(found, `is ${JSON.stringify(value)}`);
  }
}

/** The providers take an empty text as one that was left out. */
export function isSet(value: Value | undefined): value is Value {
  return value !== undefined && value !== "";
}

/** The report of a rule that may turn out not to hold here: until that is known, nothing is a violation. */
export function tentative({ unknown }: Report): Report {
  return { violation: unknown, unknown };
}
