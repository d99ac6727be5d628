/**
 * Asks this cloud what would become of a request from outside: from the name, over address, listener, certificate, URL map,
 * backend and endpoint group, to the revisions that answer in each region, and to whatever those call in turn.
 */
import type { World } from "../world";
import { backendsOf } from "./backends";
import { calledBy } from "./calls";
import { certificateFault } from "./certificate";
import { listenersOf } from "./listeners";
import { revisionsOf, type Served } from "./revisions";
import { type RequestLine, routed } from "./url-map";

export type { Served } from "./revisions";

export interface Answer {
  /** Who answers, in every region that the balancer may choose: nearest to whoever asks. */
  served: Served[];
  /** Who answers the services that answer, and those again. */
  called: Served[];
  /** What goes wrong for some of those who ask, or for all; nothing where all is well. */
  broken: string[];
  /** Where the balancer itself answers: 404 where nobody routes the request, or a redirect. */
  status?: number;
  /** The HTML that stands in for such an answer, where the URL map names an object for it that is there. */
  page?: string;
}

/** @param headers In lower case. */
export function ask(world: World, url: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const { hostname: host, pathname: path, searchParams } = new URL(url);
  const answer: Answer = { served: [], called: [], broken: [] };
  const { proxies, faults } = listenersOf(world, host);
  answer.broken.push(...faults);
  for (const proxy of proxies) {
    const fault = certificateFault(world, proxy, host);
    if (fault !== undefined) answer.broken.push(fault);
    follow(world, answer, routed(world, proxy, { host, path, headers, query: searchParams }), { host, path });
  }
  return answer;
}

function follow(
  world: World,
  answer: Answer,
  route: ReturnType<typeof routed>,
  { host, path }: Pick<RequestLine, "host" | "path">,
): void {
  if ("fault" in route) answer.broken.push(route.fault);
  else if ("status" in route) Object.assign(answer, route);
  else {
    const { services, faults } = backendsOf(world, route.backends);
    if (services.length === 0) answer.broken.push(`${host}${path}: no region answers`);
    answer.broken.push(...faults);
    for (const service of services) {
      const revisions = revisionsOf(service);
      answer.served.push(...revisions.served);
      answer.broken.push(...revisions.faults);
    }
    const calls = calledBy(world, services);
    answer.called.push(...calls.served);
    answer.broken.push(...calls.faults);
  }
}
