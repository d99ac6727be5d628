import * as pulumi from "@pulumi/pulumi";
import type { Region } from "../../contract";
import type { Environment } from "../environment";
import type { Capability } from "../iam/capability";
import { callCapability } from "./call";

/** The services of a fleet by region. */
export type Fleet = ReadonlyMap<Region, pulumi.Resource>;

let build!: (later: Later, fleet: Fleet) => void;
let promised!: (later: Later) => { name: string; environment: Environment };

/**
 * A service that has a name and is not built yet: for services that call each other, or themselves. Build it with
 * `new Service(later, …)`; a program that ends without doing so fails, naming it.
 */
export class Later {
  readonly #name: string;
  readonly #environment: Environment;
  readonly #built: Promise<Fleet>;
  #resolve!: (fleet: Fleet) => void;
  #isBuilt = false;

  /** Use `Service.later(name, environment)`. */
  constructor(name: string, environment: Environment) {
    this.#name = name;
    this.#environment = environment;
    this.#built = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      // Nothing is left to do, so nothing is left that could build it.
      process.once("beforeExit", () => {
        if (!this.#isBuilt) reject(new pulumi.RunError(neverBuilt(name)));
      });
    });
    // Whoever waits for it reports the failure; when nobody does, nothing depended on it.
    this.#built.catch(() => {});
  }

  /** As `Service.call`. The service runs in every region of its environment. */
  call(): Capability<"grant" | "variables"> {
    return callCapability({
      name: this.#name,
      environment: this.#environment,
      regions: this.#environment.regions,
      service: (region) => this.#built.then((fleet) => fleet.get(region) as pulumi.Resource),
    });
  }

  static {
    build = (later, fleet) => {
      if (later.#isBuilt)
        throw new pulumi.RunError(`${later.#name} is built twice: new Service(later, …) takes it once`);
      later.#isBuilt = true;
      later.#resolve(fleet);
    };
    promised = (later) => ({ name: later.#name, environment: later.#environment });
  }
}

const neverBuilt = (name: string) =>
  `Service.later(${JSON.stringify(name)}, …) is used and never built: build it with new Service(later, …), or remove what calls it`;

export { build, promised };
