/** Addresses of Cloud Run services in texts, and the services of a stack that they lead to. */
import type { StackResource } from "../policy";
import { type Known, Unknown } from "../values";
import { service } from "./exposure";

/** NAME-PROJECTNUMBER.REGION.run.app, which is known before the service is; a tag of its traffic may stand before it. */
const deterministic = /(?<![\w.-])(?:[a-z][a-z0-9-]*---)?([a-z][a-z0-9-]*)-\d+\.([a-z]+-[a-z]+\d+)\.run\.app(?![\w-])/g;
/** NAME-HASH-REGIONCODE.a.run.app, which Cloud Run gives out as `uri`. */
const hashed = /(?<![\w.-])(?:[a-z][a-z0-9-]*---)?([a-z][a-z0-9-]*)-[a-z0-9]{10}-[a-z]{2,4}\.a\.run\.app(?![\w-])/g;

interface Address {
  name: string;
  /** The older form says no region that a person would know. */
  region?: string;
  text: string;
}

function* addressesIn(text: string): Generator<Address> {
  for (const [found, name = "", region] of text.matchAll(deterministic)) yield { name, region, text: found };
  for (const [found, name = ""] of text.matchAll(hashed)) yield { name, text: found };
}

/** The services of a stack, by the addresses that lead to them. */
export class Services {
  readonly #all: readonly StackResource[];

  constructor(resources: readonly StackResource[]) {
    this.#all = resources.filter(({ type }) => type === service);
  }

  /** Where the address says no region, every service of the name that has not got another address of that form. */
  addressed(text: string): StackResource[] {
    return [...addressesIn(text)].flatMap(({ name, region, text: address }) => {
      const named = this.#all.filter(({ props }) => props.name === name);
      if (region !== undefined) return named.filter(({ props }) => props.location === region);
      const exact = named.filter(({ props }) => String(props.uri ?? "").endsWith(address));
      return exact.length > 0 ? exact : named;
    });
  }
}

/** Whether the service asks IAM who calls it. One that is reached through a balancer, or by all, cannot. */
export function asksWhoCalls({ props }: StackResource): Known {
  const { invokerIamDisabled } = props;
  return invokerIamDisabled === Unknown ? Unknown : invokerIamDisabled !== true;
}
