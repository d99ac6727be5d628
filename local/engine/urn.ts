/** Names of resources (`urn:pulumi:STACK::PROJECT::PARENTTYPES$TYPE::NAME`) and references to providers (`URN::ID`). */

const rootStackType = "pulumi:pulumi:Stack";
const providerPrefix = "pulumi:providers:";

/** What a provider is called, in a preview, that only the update will make: the wire form of an unknown id. */
export const unknownId = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface UrnParts {
  stack: string;
  project: string;
  /** With the types of the parents, joined by `$`. */
  qualifiedType: string;
  type: string;
  name: string;
}

export function makeUrn(parts: { stack: string; project: string; parent: string; type: string; name: string }): string {
  const parentType = parts.parent === "" ? "" : parseUrn(parts.parent).qualifiedType;
  const prefix = parentType === "" || parentType === rootStackType ? "" : `${parentType}$`;
  return `urn:pulumi:${parts.stack}::${parts.project}::${prefix}${parts.type}::${parts.name}`;
}

export function parseUrn(urn: string): UrnParts {
  const [head = "", project = "", qualifiedType = "", ...name] = urn.split("::");
  return {
    stack: head.slice("urn:pulumi:".length),
    project,
    qualifiedType,
    type: qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1),
    name: name.join("::"),
  };
}

export function isRootStack(urn: string): boolean {
  return urn !== "" && parseUrn(urn).qualifiedType === rootStackType;
}

/** The package of a type or function token, as in `gcp` of `gcp:storage/bucket:Bucket`. */
export function packageOf(token: string): string {
  return token.slice(0, token.indexOf(":"));
}

export function isProviderType(type: string): boolean {
  return type.startsWith(providerPrefix);
}

export function providerType(pkg: string): string {
  return providerPrefix + pkg;
}

/** The package that a provider resource is of. */
export function providedPackage(type: string): string {
  return type.slice(providerPrefix.length);
}

/** A provider that the engine made because the program gave none. It is bookkeeping: no event speaks of it. */
export function isDefaultProvider(urn: string): boolean {
  const { type, name } = parseUrn(urn);
  return isProviderType(type) && /^default(_|$)/.test(name);
}

export function providerReference(urn: string, id: string | undefined): string {
  return `${urn}::${id ?? unknownId}`;
}

export function parseProviderReference(reference: string): { urn: string; id: string } {
  const at = reference.lastIndexOf("::");
  return { urn: reference.slice(0, at), id: reference.slice(at + 2) };
}
