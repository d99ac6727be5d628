/** The resources of a deployment, as all that is reviewed sees them. */
import { isMap, isUnknown, type Values } from "./values";

/** A resource as Pulumi's state, and with less in it its events, hold it. */
export interface RawResource {
  urn: string;
  type: string;
  custom?: boolean;
  /** Replaced, and soon to be deleted. */
  delete?: boolean;
  /** Read only: it is somebody else's. */
  external?: boolean;
  id?: string;
  inputs?: Values;
  outputs?: Values;
  propertyDependencies?: Record<string, readonly string[]>;
}

export interface Resource {
  urn: string;
  type: string;
  name: string;
  id?: string;
  /** The outputs, and the inputs that are not among them or not known there yet. */
  properties: Values;
  /** Property → URNs of what its value comes from; empty where a preview's events do not tell. */
  needs: Readonly<Record<string, readonly string[]>>;
}

export type Deployment = readonly Resource[];

/** What stands in the clouds once all is done: no components or providers, and nothing that is on its way out. */
export function deploymentOf(resources: readonly RawResource[]): Deployment {
  return resources.filter(isOwn).map(({ urn, type, id, inputs = {}, outputs = {}, propertyDependencies = {} }) => ({
    urn,
    type,
    name: urn.slice(urn.lastIndexOf("::") + 2),
    ...(id !== undefined && { id }),
    properties: merged(inputs, outputs),
    needs: propertyDependencies,
  }));
}

function isOwn({ type, custom, delete: replaced, external }: RawResource): boolean {
  return custom !== false && !replaced && !external && !type.startsWith("pulumi:");
}

/** Maps are merged all the way down: an output that is one repeats what was put in, and adds to it. */
function merged(inputs: Values, outputs: Values): Values {
  const both = { ...inputs, ...outputs };
  for (const [key, given] of Object.entries(inputs)) {
    const made = outputs[key];
    if (made === undefined || isUnknown(made)) both[key] = given;
    else if (isMap(given) && isMap(made)) both[key] = merged(given, made);
  }
  return both;
}
