/** The addresses that a stack puts into secrets, and the workloads that are given those secrets. */
import { isWorkload } from "../identity/workloads";
import type { StackResource } from "../policy";
import { places } from "../secrets/places";
import { find, Unknown, type Value } from "../values";
import { type Address, addressesIn } from "./addresses";

export const secretVersion = "gcp:secretmanager/secretVersion:SecretVersion";

export interface SecretUse {
  path: string;
  /** Unknown where it is not known yet which secret is meant. */
  addresses: readonly Address[] | typeof Unknown;
}

export class SecretTexts {
  readonly #addresses = new Map<string, Address[]>();
  #hasNameless = false;

  constructor(resources: readonly StackResource[]) {
    for (const { type, props } of resources) {
      const addresses = type === secretVersion ? addressesIn(String(props.secretData ?? "")) : [];
      if (addresses.length === 0) continue;
      const name = nameIn(props.secret);
      if (name === undefined) this.#hasNameless = true;
      else this.#addresses.set(name, [...(this.#addresses.get(name) ?? []), ...addresses]);
    }
  }

  /** Where a workload names a secret in which an address stands. */
  *namedIn({ type, props }: StackResource): Generator<SecretUse> {
    if (!isWorkload(type) || (this.#addresses.size === 0 && !this.#hasNameless)) return;
    for (const { path, value } of places[type].secrets.flatMap(({ name }) => find(props, name))) {
      const name = nameIn(value);
      const addresses = name === undefined ? undefined : this.#addresses.get(name);
      if (addresses) yield { path, addresses };
      else if (name === undefined || this.#hasNameless) yield { path, addresses: Unknown };
    }
  }
}

/** A secret is named by its id, or by all of its path. */
function nameIn(secret: Value | undefined): string | undefined {
  return typeof secret === "string" ? secret.replace(/^.*\/secrets\//, "").replace(/\/.*$/, "") : undefined;
}
