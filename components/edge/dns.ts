import * as cloudflare from "@pulumi/cloudflare";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import { isResourceName } from "../naming";
import { checksInto, type Mistake } from "../refuse";

interface DnsRecord {
  type: pulumi.Input<string>;
  /** Without the dot that ends it. */
  name: pulumi.Input<string>;
  content: pulumi.Input<string>;
  /** What a person reads who finds it, where the zone keeps such notes. */
  comment?: string;
}

const ttl = 300;

/** Makes records in the environment's Cloudflare zone, or in a zone of Cloud DNS, by its name. */
export function createRecord(
  logicalName: string,
  { cloudflareZone: zoneId, project, foundation }: Environment,
  cloudDnsZone: pulumi.Input<string> | undefined,
  { type, name, content, comment }: DnsRecord,
  { parent, dependsOn = [] }: { parent: pulumi.Resource; dependsOn?: pulumi.Input<pulumi.Resource>[] },
): pulumi.Resource {
  if (cloudDnsZone === undefined)
    return new cloudflare.DnsRecord(
      logicalName,
      // Not proxied: Cloudflare would end TLS with a certificate of its own and hide who is asking.
      { zoneId, name, type, content, ttl, proxied: false, ...(comment && { comment }) },
      { parent, dependsOn },
    );
  // Cloud DNS ends names with a dot, also where they are the content.
  const data = pulumi.all([type, content]).apply(([kind, text]) => (kind === "CNAME" ? `${text}.` : text));
  return new gcp.dns.RecordSet(
    logicalName,
    { project, managedZone: cloudDnsZone, name: pulumi.interpolate`${name}.`, type, ttl, rrdatas: [data] },
    { parent, dependsOn: [foundation.api("dns.googleapis.com"), ...dependsOn] },
  );
}

export function zoneMistakes(cloudDnsZone: pulumi.Input<string> | undefined): Mistake[] {
  const mistakes: Mistake[] = [];
  checksInto(mistakes)(
    typeof cloudDnsZone !== "string" || isResourceName(cloudDnsZone),
    "cloudDnsZone",
    `${JSON.stringify(cloudDnsZone)} is not a zone's name, which is no domain; gcloud dns managed-zones list prints it`,
  );
  return mistakes;
}
