/** A resource type as a provider's own papers tell it: its schema, or the SDK's declarations, in the catalogue's words. */
import type { Property, Shape } from "../catalogue";

export interface SourceType {
  token: string;
  /** An object's `of` is what `shape` takes. */
  inputs: Shape;
  /** Names of the outputs that are no inputs. */
  outputs: readonly string[];
  secretOutputs: readonly string[];
  shape(name: string): Shape;
}

export interface Source {
  /** What a message calls it. */
  name: "schema" | "SDK";
  /** Package whose types it tells. */
  tells(pkg: string): boolean;
  /** Version of the provider, where it says. */
  version?: string;
  /** Only some of the package's types are in it: what is not says nothing. */
  partial?: boolean;
  type(token: string): SourceType | undefined;
  /** The arguments of a package's provider. */
  provider(pkg: string): Shape;
}

/** What the elements of a list or map are, as the catalogue writes it. */
export function element(property: Property): Property["of"] {
  if (property.type === "object") return property.of;
  return property.type === "list" || property.type === "map" || property.enum ? property : property.type;
}
