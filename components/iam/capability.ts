import type * as pulumi from "@pulumi/pulumi";
import type { Region } from "../../contract";
import type { Mistake } from "../refuse";

/**
 * What a capability brings to who holds it. A workload takes all of it; an identity without a container takes grants
 * alone, so that asking for more does not compile.
 */
export type Delivery = "grant" | "variables";

/** Who holds capabilities: a component with an account of its own. */
export interface Principal {
  name: string;
  component: pulumi.ComponentResource;
  /** The account as IAM writes it, `serviceAccount:…`. */
  member: pulumi.Output<string>;
}

/**
 * Resources that a capability makes for its holder. `before` must exist when a revision is deployed, because Cloud Run
 * checks it then; `beside` only matters once requests arrive. Waiting for both would deadlock two services that call
 * each other.
 */
export interface Grants {
  before?: readonly pulumi.Resource[];
  beside?: readonly pulumi.Resource[];
}

/** What a component promises when it makes a capability. */
export interface Terms {
  /** `call`, `read`, `publish`: what the holder may do. */
  verb: string;
  /** Logical name of the thing it may be done to. */
  owner: string;
  /** Variables for a region, by what follows the prefix: `URL` → `IAM_URL`. */
  variables: Readonly<Record<string, (region: Region) => pulumi.Input<string>>>;
  /** Makes the grants, as children of the principal's component. */
  grant(principal: Principal): Grants;
}

const key = Symbol("made here");

let make!: <D extends Delivery>(terms: Terms, prefix: string) => Capability<D>;
let open!: (capability: unknown) => { terms: Terms; prefix: string } | undefined;

/**
 * One thing that a workload can do. Made only by the component that owns the thing, as in `iam.call()`; given to a
 * workload in its `can` list, which is the only source of its permissions, addresses and injected variables.
 */
export class Capability<D extends Delivery> {
  declare protected readonly delivers: D;
  readonly #terms: Terms;
  readonly #prefix: string;

  private constructor(given: symbol, terms: Terms, prefix: string) {
    // `private` binds the compiler alone.
    if (given !== key) throw new Error("a capability is given by the component that owns the thing, as in iam.call()");
    this.#terms = terms;
    this.#prefix = prefix;
  }

  /** The same capability, its variables named with another prefix: `audit.call().as("LOG")` gives `LOG_URL`. */
  as<P extends string>(prefix: P extends Uppercase<P> ? P : Uppercase<P>): Capability<D> {
    return new Capability<D>(key, this.#terms, prefix);
  }

  static {
    make = (terms, prefix) => new Capability(key, terms, prefix);
    open = (capability) =>
      typeof capability === "object" && capability !== null && #terms in capability
        ? { terms: capability.#terms, prefix: capability.#prefix }
        : undefined;
  }
}

/** Makes a capability; for components only, never exported from the package. */
export function capability<D extends Delivery>(terms: Terms): Capability<D> {
  return make<D>(terms, variableName(terms.owner));
}

/** `image-signing` → `IMAGE_SIGNING`. */
function variableName(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, "_").toUpperCase();
}

const variablePattern = /^[A-Z_][A-Z0-9_]*$/i;
/** cloud.google.com/run/docs/container-contract#env-vars and .../configuring/services/environment-variables */
const reserved = /^(PORT|K_.*|CLOUD_RUN_.*|X_GOOGLE_.*)$/;

/** What is wrong with a workload's variables and its `can` list, before anything is made. */
export function bindingMistakes(variables: Readonly<Record<string, unknown>>, can: readonly unknown[]): Mistake[] {
  const mistakes: Mistake[] = [];
  const givenBy = new Map<string, string>();
  const seen = new Map<string, number>();
  const claim = (variable: string, propertyPath: string, remedy: string) => {
    const other = givenBy.get(variable);
    if (!variablePattern.test(variable))
      mistakes.push({
        propertyPath,
        reason: `${JSON.stringify(variable)} is not a variable name: letters, digits and _`,
      });
    else if (reserved.test(variable))
      mistakes.push({ propertyPath, reason: `${variable} is reserved by Cloud Run; ${remedy}` });
    else if (other) mistakes.push({ propertyPath, reason: `${variable} is given by ${other} already; ${remedy}` });
    else givenBy.set(variable, propertyPath);
  };
  for (const variable of Object.keys(variables)) claim(variable, `variables.${variable}`, "name it otherwise");
  can.forEach((candidate, i) => {
    const propertyPath = `can[${i}]`;
    const opened = open(candidate);
    if (!opened) {
      mistakes.push({
        propertyPath,
        reason: "is not a capability; ask the component that owns the thing, as in iam.call()",
      });
      return;
    }
    const what = `${opened.terms.verb} ${opened.terms.owner}`;
    const first = seen.get(what);
    if (first !== undefined) {
      mistakes.push({ propertyPath, reason: `repeats can[${first}], ${what}; list it once` });
      return;
    }
    seen.set(what, i);
    for (const variable of variablesOf(opened)) claim(variable, propertyPath, 'use .as("…") for another name');
  });
  return mistakes;
}

/** What a workload gets from its `can` list, in a region. */
export interface Binding {
  /** Grants to wait for before a revision is deployed. */
  before: readonly pulumi.Resource[];
  variables(region: Region): Record<string, pulumi.Input<string>>;
}

/** Makes all grants of a `can` list, which `bindingMistakes` found nothing wrong with. */
export function bind(principal: Principal, can: readonly Capability<Delivery>[]): Binding {
  const opened = can.flatMap((candidate) => open(candidate) ?? []);
  const before = opened.flatMap(({ terms }) => terms.grant(principal).before ?? []);
  return {
    before,
    variables: (region) =>
      Object.fromEntries(
        opened.flatMap((one) =>
          Object.entries(one.terms.variables).map(([suffix, value]) => [join(one.prefix, suffix), value(region)]),
        ),
      ),
  };
}

const variablesOf = ({ terms, prefix }: { terms: Terms; prefix: string }) =>
  Object.keys(terms.variables).map((suffix) => join(prefix, suffix));

const join = (prefix: string, suffix: string) => `${prefix}_${suffix}`;
