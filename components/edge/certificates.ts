import * as cloudflare from "@pulumi/cloudflare";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import { automaticName } from "../naming";

export interface Certificates {
  map: gcp.certificatemanager.CertificateMap;
  /** To wait for before traffic is sent here: each host's certificate has been asked for and has its place. */
  entries: readonly pulumi.Resource[];
}

/**
 * A certificate per host, proven by a DNS record, so that it can be issued before any traffic arrives; Google takes some
 * minutes over it. They stand in a map, which has no limit of fifteen (cloud-facts, section 6, 8).
 */
export function createCertificates(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
  hosts: readonly string[],
): Certificates {
  const { slug, project } = environment;
  const dependsOn = [environment.foundation.api("certificatemanager.googleapis.com")];
  const map = new gcp.certificatemanager.CertificateMap(
    automaticName("gcp:certificatemanager/certificateMap:CertificateMap", slug, name),
    { project },
    { parent, dependsOn },
  );
  const entries = hosts.map((host) => {
    const labels = host.split(".");
    const authorization = new gcp.certificatemanager.DnsAuthorization(
      automaticName("gcp:certificatemanager/dnsAuthorization:DnsAuthorization", slug, name, ...labels),
      { project, domain: host },
      { parent, dependsOn },
    );
    const proof = createProof(parent, environment, `${name}/${host}/certificate`, authorization);
    const certificate = new gcp.certificatemanager.Certificate(
      automaticName("gcp:certificatemanager/certificate:Certificate", slug, name, ...labels),
      { project, managed: { domains: [host], dnsAuthorizations: [authorization.id] } },
      { parent, dependsOn: [proof] },
    );
    return new gcp.certificatemanager.CertificateMapEntry(
      automaticName("gcp:certificatemanager/certificateMapEntry:CertificateMapEntry", slug, name, ...labels),
      { project, map: map.name, hostname: host, certificates: [certificate.id] },
      { parent },
    );
  });
  return { map, entries };
}

function createProof(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
  authorization: gcp.certificatemanager.DnsAuthorization,
): cloudflare.DnsRecord {
  const record = authorization.dnsResourceRecords.apply(([first]) => {
    if (!first) throw new pulumi.RunError("Certificate Manager named no record to prove the domain with");
    return first;
  });
  return new cloudflare.DnsRecord(
    name,
    {
      zoneId: environment.cloudflareZone,
      name: record.name.apply(withoutDot),
      type: record.type,
      content: record.data.apply(withoutDot),
      ttl: 300,
      proxied: false,
      comment: "Proves to Google's Certificate Manager that this name is ours",
    },
    { parent },
  );
}

/** Cloudflare writes names without the dot that ends them. */
const withoutDot = (name: string) => name.replace(/\.$/, "");
