import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import type { Capability } from "../iam/capability";
import type { Named } from "./address";
import { type Callee, callCapability } from "./call";
import type { Routing } from "./routing";

let build!: (later: Later, callee: Callee) => void;
let promised!: (later: Later) => Named;

/** What callers of a service are to know of it before it is built. */
export interface LaterArgs {
  /** As in `ServiceArgs`. */
  formerName?: string;
  /** As in `ServiceArgs`; its callers do not wait for it, since it may be they whom it waits for. @default "regional" */
  routing?: Routing;
}

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
  readonly #named: Named;
  readonly #built: Promise<Callee>;
  #resolve!: (callee: Callee) => void;

  /** Use `Service.later(name, environment)`. */
  constructor(name: string, environment: Environment, { formerName, routing = "regional" }: LaterArgs = {}) {
    this.#named = { name, environment, formerName, routing };
    this.#built = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      waiting.set(this, () => reject(new pulumi.RunError(neverBuilt(name))));
    });
    process.off("beforeExit", giveUp).once("beforeExit", giveUp);
  }

  /** As `Service.call`. The service runs in every region of its environment. */
  call(): Capability<"grant" | "variables"> {
    const { regions, servingRegions: serving } = this.#named.environment;
    return callCapability({
      ...this.#named,
      exposure: "internal",
      regions,
      serving,
      service: (region) => this.#built.then((callee) => callee.service(region) as pulumi.Resource),
      ready: (region, seen) => this.#built.then((callee) => callee.ready(region, seen)),
      isAwaited: false,
    });
  }

  static {
    build = (later, callee) => {
      if (!waiting.has(later))
        throw new pulumi.RunError(`${later.#named.name} is built twice: new Service(later, …) takes it once`);
      waiting.delete(later);
      later.#resolve(callee);
    };
    promised = (later) => later.#named;
  }
}

const neverBuilt = (name: string) =>
  `Service.later(${JSON.stringify(name)}, …) is used and never built: build it with new Service(later, …), or remove what calls it`;

export { build, promised };
