/** What an estimator finds out about resources of its type. */
import type { Deployment, Resource } from "../deployment";
import type { PriceId } from "../prices";
import { Unreadable } from "../values";

/** Something that costs so much a month. */
export interface Charge {
  price: PriceId;
  quantity: number;
  region?: string;
  /** Why it costs something although nobody does anything, and what was assumed. */
  reason: string;
  /** Only while it is asleep, or only while it is awake; the idle month is one asleep. */
  when?: "asleep" | "awake";
  resources: readonly string[];
}

/** Something that costs nothing, although others of its type may. */
export interface Free {
  free: string;
  resources: readonly string[];
}

/** Something that may cost, and of which nobody can say how much. */
export interface Unpriced {
  unpriced: string;
  resources: readonly string[];
}

export type Finding = Charge | Free | Unpriced;

/** All resources of a type → what they cost; the whole deployment is there for what they refer to. */
export type Estimator = (resources: Deployment, deployment: Deployment) => Finding[];

/** A finding without its resource, which `each` adds. */
type Own = Omit<Charge, "resources"> | Omit<Free, "resources"> | Omit<Unpriced, "resources">;

/** One resource after the other; one of which a value cannot be read is not priced. */
export function each(estimate: (resource: Resource, deployment: Deployment) => Own[]): Estimator {
  return (resources, deployment) =>
    resources.flatMap((resource) => {
      const own = [resource.urn];
      try {
        return estimate(resource, deployment).map((finding) => ({ ...finding, resources: own }) as Finding);
      } catch (error) {
        if (error instanceof Unreadable) return [{ unpriced: error.message, resources: own }];
        throw error;
      }
    });
}

/** The resource of a type that a property refers to: by its id or another name of it, or as what the value comes from. */
export function referred(
  { properties, needs }: Resource,
  property: string,
  type: string,
  deployment: Deployment,
): Resource | undefined {
  const value = properties[property];
  const candidates = deployment.filter((one) => one.type === type);
  return (
    candidates.find(({ urn }) => needs[property]?.includes(urn)) ??
    (typeof value === "string" ? candidates.find((one) => namesOf(one).includes(value)) : undefined)
  );
}

function namesOf({ id, properties: { name, selfLink, address } }: Resource): unknown[] {
  return [id, name, selfLink, address];
}
