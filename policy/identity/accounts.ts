/** The service accounts of a stack, however a property names one. */
import type { StackResource } from "../policy";
import { Unknown, type Value } from "../values";

export const account = "gcp:serviceaccount/account:Account";

export interface NamedAccount {
  /** The same for the same account. */
  key: string;
  /** How to call it. */
  called: string;
}

export class Accounts {
  readonly #urnByEmail = new Map<string, string>();

  constructor(resources: readonly StackResource[]) {
    for (const { type, urn, props } of resources)
      if (type === account && typeof props.email === "string") this.#urnByEmail.set(props.email.toLowerCase(), urn);
  }

  /**
   * The account of an address, a member or a resource name. An unknown one is known by where it came from, if it can
   * have come from one account only; else undefined.
   */
  named(by: StackResource, path: string, value: Value): NamedAccount | undefined {
    if (typeof value === "string") {
      const email = value.replace(/^(projects\/[^/]+\/serviceAccounts\/|serviceAccount:)/, "").toLowerCase();
      return { key: this.#urnByEmail.get(email) ?? email, called: email };
    }
    const made = value === Unknown ? sourceOf(by, path, account) : undefined;
    return made && { key: made.urn, called: `the new account "${made.name}"` };
  }
}

/** The one resource of a type from which the property can have been made. */
export function sourceOf(resource: StackResource, path: string, type: string): StackResource | undefined {
  const sources = sourcesOf(resource, path).filter((source) => source.type === type);
  return sources.length === 1 ? sources[0] : undefined;
}

export function sourcesOf({ propertyDependencies }: StackResource, path: string): readonly StackResource[] {
  return propertyDependencies[/^\w+/.exec(path)?.[0] ?? ""] ?? [];
}
