import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import { checksInto, type Mistake } from "../refuse";
import type { Service } from "../run/service";

/**
 * A service that people sign in to, with a Google account of the organisation: Google's identity proxy stands before it at
 * the load balancer and asks who it is. Google keeps the OAuth client, so that no secret of one is anywhere.
 */
export interface Iap {
  /** Whom they sign in to. */
  service: Service<"edge">;
  /** Who passes, as in `group:staff@example.dev`. */
  admits: readonly `group:${string}`[];
}

/**
 * Lets groups pass the proxy. It needs no right to call: an edge service asks nobody who calls, since nobody but the load
 * balancer and the network reaches it.
 */
export function admitGroups(
  parent: pulumi.ComponentResource,
  { project, foundation, propagation: hooks }: Environment,
  name: string,
  { admits }: Iap,
  service: string,
  backend: gcp.compute.BackendService,
): pulumi.Resource[] {
  return admits.map(
    (member) =>
      new gcp.iap.WebBackendServiceIamMember(
        `${name}/${service}/visit/${member}`,
        { project, webBackendService: backend.name, role: "roles/iap.httpsResourceAccessor", member },
        { parent, hooks, dependsOn: [backend, foundation.api("iap.googleapis.com")] },
      ),
  );
}

export function iapMistakes(at: string, { admits }: Iap): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  check(admits.length > 0, `${at}.admits`, "admits nobody; name a group");
  admits.forEach((member, i) => {
    const reason = `${JSON.stringify(member)} is not a group, such as group:staff@example.dev`;
    check(/^group:[^@\s]+@[^@\s]+$/.test(member), `${at}.admits[${i}]`, reason);
  });
  check(new Set(admits).size === admits.length, `${at}.admits`, "names a group twice");
  return mistakes;
}
