import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import { labelsOf } from "../host";
import { automaticName } from "../naming";
import { createRecord } from "./dns";
import { issuedFirst } from "./issued";

export interface Certificates {
  map: gcp.certificatemanager.CertificateMap;
  /** To wait for before traffic is sent here: each host's certificate has been asked for and has its place. */
  entries: readonly pulumi.Resource[];
}

interface Proof {
  authorization: gcp.certificatemanager.DnsAuthorization;
  record: pulumi.Resource;
}

/**
 * A certificate per host, proven by a DNS record, so that it can be issued before any traffic arrives; Google takes some
 * minutes over it. They stand in a map, which has no limit of fifteen (cloud-facts, section 6, 8). A certificate that is made
 * anew takes the former one's place once it is issued.
 */
export function createCertificates(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
  hosts: readonly string[],
  cloudDnsZone: pulumi.Input<string> | undefined,
): Certificates {
  const { slug, project } = environment;
  const dependsOn = [environment.foundation.api("certificatemanager.googleapis.com")];
  const map = new gcp.certificatemanager.CertificateMap(
    automaticName("gcp:certificatemanager/certificateMap:CertificateMap", slug, name),
    { project },
    { parent, dependsOn },
  );
  const proofs = new Map(
    [...new Set(hosts.map(provenDomain))].map((domain) => [
      domain,
      prove(parent, environment, name, domain, cloudDnsZone),
    ]),
  );
  const hooks = issuedFirst(parent, name);
  const entries = hosts.map((host) => {
    const { authorization, record } = proofs.get(provenDomain(host)) as Proof;
    const certificate = new gcp.certificatemanager.Certificate(
      automaticName("gcp:certificatemanager/certificate:Certificate", slug, name, ...labelsOf(host)),
      { project, managed: { domains: [host], dnsAuthorizations: [authorization.id] } },
      { parent, dependsOn: [record] },
    );
    return new gcp.certificatemanager.CertificateMapEntry(
      automaticName("gcp:certificatemanager/certificateMapEntry:CertificateMapEntry", slug, name, ...labelsOf(host)),
      { project, map: map.name, hostname: host, certificates: [certificate.id] },
      { parent, hooks },
    );
  });
  return { map, entries };
}

/** Whoever proves a domain has proved the hosts one level under it, and no domain is proved twice. */
const provenDomain = (host: string) => host.replace(/^\*\./, "");

function prove(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
  domain: string,
  cloudDnsZone: pulumi.Input<string> | undefined,
): Proof {
  const { slug, project, foundation } = environment;
  const authorization = new gcp.certificatemanager.DnsAuthorization(
    automaticName("gcp:certificatemanager/dnsAuthorization:DnsAuthorization", slug, name, ...domain.split(".")),
    { project, domain },
    { parent, dependsOn: [foundation.api("certificatemanager.googleapis.com")] },
  );
  const told = authorization.dnsResourceRecords.apply(([first]) => {
    if (!first) throw new pulumi.RunError("Certificate Manager named no record to prove the domain with");
    return first;
  });
  const record = createRecord(
    `${name}/${domain}/certificate`,
    environment,
    cloudDnsZone,
    {
      type: told.type,
      name: told.name.apply(withoutDot),
      content: told.data.apply(withoutDot),
      comment: "Proves to Google's Certificate Manager that this name is ours",
    },
    { parent },
  );
  return { authorization, record };
}

/** Google ends names with a dot. */
const withoutDot = (name: string) => name.replace(/\.$/, "");
