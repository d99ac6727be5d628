import { X509Certificate } from "node:crypto";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import { automaticName } from "../naming";
import { checksInto, type Mistake } from "../refuse";

/** Callers show a certificate, on every host of the edge. */
export interface MutualTls {
  /** PEM of the authorities whose certificates are taken; public, and in the program's repository. */
  trustAnchors: readonly string[];
  /** PEM of authorities between those and the callers'. @default none */
  intermediates?: readonly string[];
  /**
   * `required`: without a certificate that holds, no connection. `optional`: the connection stands, and the service reads in
   * `X-Client-Cert-Chain-Verified` whether it held.
   */
  clients: "required" | "optional";
}

const modes = { required: "REJECT_INVALID", optional: "ALLOW_INVALID_OR_MISSING_CLIENT_CERT" } as const;

/** What services read of a caller's certificate; the balancer overwrites what a caller itself writes there. */
export const clientCertificateHeaders = [
  "X-Client-Cert-Present:{client_cert_present}",
  "X-Client-Cert-Chain-Verified:{client_cert_chain_verified}",
  "X-Client-Cert-Error:{client_cert_error}",
  "X-Client-Cert-Hash:{client_cert_sha256_fingerprint}",
  "X-Client-Cert-URI-SANs:{client_cert_uri_sans}",
  "X-Client-Cert-DNSName-SANs:{client_cert_dnsname_sans}",
] as const;

/** The policy that the HTTPS proxy asks, as the proxy takes it. */
export function createClientTls(
  parent: pulumi.ComponentResource,
  { slug, project, projectNumber, foundation }: Environment,
  name: string,
  { trustAnchors, intermediates = [], clients }: MutualTls,
): pulumi.Output<string> {
  const trust = new gcp.certificatemanager.TrustConfig(
    automaticName("gcp:certificatemanager/trustConfig:TrustConfig", slug, name),
    {
      project,
      location: "global",
      trustStores: [
        {
          trustAnchors: trustAnchors.map((pemCertificate) => ({ pemCertificate })),
          ...(intermediates.length > 0 && {
            intermediateCas: intermediates.map((pemCertificate) => ({ pemCertificate })),
          }),
        },
      ],
    },
    { parent, dependsOn: [foundation.api("certificatemanager.googleapis.com")] },
  );
  // Here and not in the foundation: no other part of an environment needs it.
  const service = "networksecurity.googleapis.com";
  const api = new gcp.projects.Service(`${name}/${service}`, { project, service, disableOnDestroy: false }, { parent });
  const policy = new gcp.networksecurity.ServerTlsPolicy(
    automaticName("gcp:networksecurity/serverTlsPolicy:ServerTlsPolicy", slug, name),
    {
      project,
      location: "global",
      mtlsPolicy: {
        clientValidationMode: modes[clients],
        // By the project's number, as the API answers: with its id there would be something to change for ever.
        clientValidationTrustConfig: pulumi.interpolate`projects/${projectNumber}/locations/global/trustConfigs/${trust.name}`,
      },
    },
    { parent, dependsOn: [api, trust] },
  );
  return pulumi.interpolate`//networksecurity.googleapis.com/${policy.id}`;
}

export function mutualTlsMistakes({ trustAnchors, intermediates = [], clients }: MutualTls): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  check(
    Object.hasOwn(modes, clients),
    "mutualTls.clients",
    `${JSON.stringify(clients)} is neither "required" nor "optional"`,
  );
  check(trustAnchors.length > 0, "mutualTls.trustAnchors", "trusts nobody; name an authority");
  for (const [list, pems] of Object.entries({ trustAnchors, intermediates }))
    pems.forEach((pem, i) => {
      check(isAuthority(pem), `mutualTls.${list}[${i}]`, "is not the certificate of an authority, in PEM form");
      check(
        !/PRIVATE KEY/.test(pem),
        `mutualTls.${list}[${i}]`,
        "has a private key in it, which belongs nowhere near here",
      );
    });
  return mistakes;
}

function isAuthority(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}
