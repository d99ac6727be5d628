import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import { checksInto, type Mistake, refuse } from "../refuse";

/** What is known of a zone once it has been looked at. */
export interface FoundZone {
  name?: string;
  dnsName: string;
  visibility: string;
}

/** Looks at a zone of Cloud DNS that is there, and gives its name once all hosts are found to belong in it. */
export function lookUpZone(
  parent: pulumi.ComponentResource,
  { project }: Environment,
  edge: string,
  hosts: readonly string[],
  zone: string,
): pulumi.Output<string> {
  return gcp.dns.getManagedZonesOutput({ project }, { parent }).managedZones.apply((zones) => {
    refuse("Edge", edge, foundZoneMistakes(zone, zones, hosts));
    return zone;
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
