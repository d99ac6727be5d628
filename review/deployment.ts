/** The resources of a deployment, as all that is reviewed sees them. */
import { isMap, isUnknown, type Values } from "./values";

/** A resource as Pulumi's state, and with less in it its events, hold it. */
export interface RawResource {
  urn: string;
  type: string;
  /** Of a provider, and no component; events leave it out of components. */
  custom?: boolean;
  /** Replaced, and soon to be deleted. */
  delete?: boolean;
  /** Read only: it is somebody else's. */
  external?: boolean;
  id?: string;
  parent?: string;
  protect?: boolean;
  /** `URN::ID` */
  provider?: string;
  inputs?: Values;
  outputs?: Values;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[]>;
  ignoreChanges?: string[];
  additionalSecretOutputs?: string[];
  aliases?: string[];
  customTimeouts?: { create?: number; update?: number; delete?: number };
  /** `project:///FILE#LINE,COLUMN` */
  sourcePosition?: string;
  stackTrace?: { sourcePosition?: string }[];
}

export interface Resource {
  urn: string;
  type: string;
  name: string;
  id?: string;
  /** The outputs, and the inputs that are not among them or not known there. */
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
  return custom === true && !replaced && !external && !type.startsWith("pulumi:");
}

/**
 * Maps are merged all the way down: an output that is one repeats what was put in, and adds to it. What a cloud has yet to
 * say, and nobody asked for, counts as not set.
 */
function merged(inputs: Values, outputs: Values): Values {
  const both = { ...inputs };
  for (const [key, made] of Object.entries(outputs)) {
    const given = inputs[key];
    if (isMap(made)) both[key] = merged(isMap(given) ? given : {}, made);
    else if (!isUnknown(made)) both[key] = made;
  }
  return both;
}
