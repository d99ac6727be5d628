/** A yes, a no, or what a preview cannot know: put together. */
import { type Known, Unknown, type Value } from "./values";

export function some(all: readonly Known[]): Known {
  if (all.includes(true)) return true;
  return all.includes(Unknown) ? Unknown : false;
}

export function every(...all: Known[]): Known {
  if (all.includes(false)) return false;
  return all.includes(Unknown) ? Unknown : true;
}

export function same(one: Value | undefined, other: Value | undefined): Known {
  return one === Unknown || other === Unknown ? Unknown : one === other;
}
