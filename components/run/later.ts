import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import type { Capability } from "../iam/capability";
import { type Callee, callCapability } from "./call";

let build!: (later: Later, callee: Callee) => void;
let promised!: (later: Later) => { name: string; environment: Environment; formerName: string | undefined };

/** What is named and not built yet, with what to do when it never will be. */
const waiting = new Map<Later, () => void>();

/** Nothing is left to do in the process, so nothing is left that could build them. */
function giveUp(): void {
  for (const fail of waiting.values()) fail();
  waiting.clear();
}

/**
 * A service that has a name and is not built yet: for services that call each other, or themselves. Build it with
 * `new Service(later, …)`; a program that ends without doing so fails, naming it.
 */
export class Later {
  readonly #name: string;
  readonly #environment: Environment;
  readonly #formerName: string | undefined;
  readonly #built: Promise<Callee>;
  #resolve!: (callee: Callee) => void;

  /** Use `Service.later(name, environment)`. */
  constructor(name: string, environment: Environment, formerName?: string) {
    this.#name = name;
    this.#formerName = formerName;
    this.#environment = environment;
    this.#built = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      waiting.set(this, () => reject(new pulumi.RunError(neverBuilt(name))));
    });
    process.off("beforeExit", giveUp).once("beforeExit", giveUp);
  }

  /** As `Service.call`. The service runs in every region of its environment. */
  call(): Capability<"grant" | "variables"> {
    return callCapability({
      name: this.#name,
      formerName: this.#formerName,
      environment: this.#environment,
      exposure: "internal",
      regions: this.#environment.regions,
      serving: this.#environment.servingRegions,
      service: (region) => this.#built.then((callee) => callee.service(region) as pulumi.Resource),
      ready: (region, seen) => this.#built.then((callee) => callee.ready(region, seen)),
    });
  }

  static {
    build = (later, callee) => {
      if (!waiting.has(later))
        throw new pulumi.RunError(`${later.#name} is built twice: new Service(later, …) takes it once`);
      waiting.delete(later);
      later.#resolve(callee);
    };
    promised = (later) => ({
      name: later.#name,
      environment: later.#environment,
      formerName: later.#formerName,
    });
  }
}

const neverBuilt = (name: string) =>
  `Service.later(${JSON.stringify(name)}, …) is used and never built: build it with new Service(later, …), or remove what calls it`;

export { build, promised };
