import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "./environment";

/**
 * What every component inside an environment has in common: it stands under the environment and takes its providers
 * from it. Arguments are never passed to `super`: they would stand in the state in plain text.
 */
export abstract class Component extends pulumi.ComponentResource {
  protected constructor(type: string, name: string, environment: Environment, opts?: pulumi.ComponentResourceOptions) {
    super(`flotilla:${type}`, name, {}, { parent: environment, providers: environment.providers, ...opts });
    written.set(this, { kind: type.slice(type.indexOf(":") + 1), name, parent: opts?.parent });
  }

  /**
   * Ends a constructor: records what review lists, which children a caller's `transform` changed and whatever else the
   * component has to say.
   */
  protected registerTransforms(transform: object | undefined, said: Record<string, string> = {}): void {
    const transformed = Object.keys(transform ?? {}).sort();
    this.registerOutputs({ ...said, ...(transformed.length > 0 && { transformed }) });
  }
}

/** What a program wrote to make a component. */
export interface Written {
  /** `Service`. */
  kind: string;
  name: string;
}

const written = new WeakMap<pulumi.Resource, Written & { parent: pulumi.Resource | undefined }>();

/** The outermost component that a resource is in: the one that somebody wrote. */
export function writtenAround(resource: pulumi.Resource | undefined): Written | undefined {
  const found = resource && written.get(resource);
  return found && (writtenAround(found.parent) ?? found);
}
