/** Whom services call: every address of Cloud Run among the variables of their containers. */
import { serviceAt, whyNotAnswered } from "../cloudrunv2/invocation";
import { idIn, type RegionalService } from "../cloudrunv2/regions";
import { accountOf, containersOf } from "../cloudrunv2/revision";
import { projectNumber } from "../projects/number";
import { objectsOf, textOf } from "../typed";
import type { World } from "../world";
import { revisionsOf, type Served } from "./revisions";

/** Everybody who is called, by these services or by one of the called. */
export function calledBy(world: World, services: readonly RegionalService[]): { served: Served[]; faults: string[] } {
  const served: Served[] = [];
  const faults: string[] = [];
  const seen = new Map(services.map((service) => [idIn(service), service]));
  for (const [id, caller] of seen) {
    const { inputs } = caller.service;
    const project = String(inputs.project);
    const account = accountOf(inputs, projectNumber(world, project, inputs));
    for (const url of addressesIn(caller)) {
      const fault = whyNotAnswered(world, project, url, account);
      if (fault !== undefined) faults.push(`${id} is not answered by ${url}: ${fault}`);
      const callee = serviceAt(world, project, url);
      if (!callee || seen.has(idIn(callee))) continue;
      seen.set(idIn(callee), callee); // and is gone through after those before it
      const revisions = revisionsOf(callee);
      served.push(...revisions.served);
      faults.push(...revisions.faults);
    }
  }
  return { served, faults };
}

function addressesIn({ service: { inputs } }: RegionalService): string[] {
  return containersOf(inputs)
    .flatMap(({ container }) => objectsOf(container.envs))
    .flatMap(({ value }) => textOf(value) ?? [])
    .filter((text) => /^https:\/\/[a-z0-9.-]+\.run\.app(\/|$)/.test(text));
}
