import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { checksInto, type Mistake, refuse } from "../refuse";
import type { EdgeArgs } from "./args";
import type { HostRoute } from "./routes";

/** What is known of a zone once it has been looked at. */
export interface FoundZone {
  name?: string;
  dnsName: string;
  visibility: string;
}

/**
 * The zone of Cloud DNS that an edge is told, if any. A name that is known was there before: it is looked at, and passed on once
 * all hosts are found to belong there. One that is an output is that of a zone which the program itself makes.
 */
export function zoneOf(
  parent: pulumi.ComponentResource,
  edge: string,
  { environment: { project }, cloudDnsZone }: EdgeArgs,
  hosts: readonly HostRoute[],
): pulumi.Input<string> | undefined {
  if (typeof cloudDnsZone !== "string") return cloudDnsZone;
  return gcp.dns.getManagedZonesOutput({ project }, { parent }).managedZones.apply((zones) => {
    const names = hosts.map(({ host }) => host);
    refuse("Edge", edge, foundZoneMistakes(cloudDnsZone, zones, names));
    return cloudDnsZone;
  });
}

/** Everything wrong with what was found. A record outside its zone would be made, and nobody would ever ask for it. */
export function foundZoneMistakes(zone: string, zones: readonly FoundZone[], hosts: readonly string[]): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  const found = zones.find(({ name }) => name === zone);
  const others = zones.map(({ name }) => name).join(", ") || "none";
  check(found !== undefined, "cloudDnsZone", `${zone} is no zone of the project; there are ${others}`);
  if (!found) return mistakes;
  check(
    found.visibility === "public",
    "cloudDnsZone",
    `${zone} is private, so that nobody outside its networks would find the hosts; name a public one`,
  );
  const domain = found.dnsName.replace(/\.$/, "");
  const outside = hosts.filter((host) => host !== domain && !host.endsWith(`.${domain}`));
  check(outside.length === 0, "cloudDnsZone", `${zone} is of ${domain}, and ${outside.join(", ")} not in it`);
  return mistakes;
}
