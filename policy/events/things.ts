/** The topics, subscriptions and data sets of a stack, however others name them. */
import { sourceOf } from "../identity/accounts";
import type { StackResource } from "../policy";
import { type Known, Unknown, type Value } from "../values";

export const topic = "gcp:pubsub/topic:Topic";
export const subscription = "gcp:pubsub/subscription:Subscription";
export const dataset = "gcp:bigquery/dataset:Dataset";
export const table = "gcp:bigquery/table:Table";

export class Things {
  /** Whether one of them has a name that is not known yet: any name that is known may be its. */
  readonly #hasNameless: boolean;

  constructor(
    resources: readonly StackResource[],
    private readonly type: string,
    private readonly property: string,
  ) {
    this.#hasNameless = resources.some((resource) => resource.type === type && resource.props[property] === Unknown);
  }

  /** The same for the same thing: its name, or its URN as long as it has no name; undefined where nobody knows yet. */
  key(by: StackResource, path: string, value: Value | undefined): string | undefined {
    if (typeof value === "string") return value.replace(/^.*\//, "");
    const made = value === Unknown ? sourceOf(by, path, this.type) : undefined;
    return made && this.keyOf(made);
  }

  keyOf(thing: StackResource): string {
    const name = thing.props[this.property];
    return typeof name === "string" ? name : thing.urn;
  }

  isSame(one: string | undefined, other: string | undefined): Known {
    if (one === undefined || other === undefined) return Unknown;
    if (one === other) return true;
    return this.#hasNameless && isUrn(one) !== isUrn(other) ? Unknown : false;
  }
}

const isUrn = (key: string) => key.startsWith("urn:");
