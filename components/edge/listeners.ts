import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import { automaticName } from "../naming";

/** The only scheme with the routing, rate limits and IPv6 that the edge promises; the default is the classic one. */
export const loadBalancingScheme = "EXTERNAL_MANAGED";

const versions = ["IPV4", "IPV6"] as const;
export type Addresses = Record<(typeof versions)[number], gcp.compute.GlobalAddress>;

/** One address a protocol version; both are given up last and never change while the edge stands. */
export function createAddresses(parent: pulumi.ComponentResource, environment: Environment, name: string): Addresses {
  const { slug, project, foundation } = environment;
  const create = (ipVersion: (typeof versions)[number]) =>
    new gcp.compute.GlobalAddress(
      automaticName("gcp:compute/globalAddress:GlobalAddress", slug, name, ipVersion.toLowerCase()),
      { project, ipVersion },
      { parent, dependsOn: [foundation.api("compute.googleapis.com")] },
    );
  return { IPV4: create("IPV4"), IPV6: create("IPV6") };
}

/** HTTPS with modern TLS only, and a redirect to it from port 80, on both addresses. */
export function createListeners(
  parent: pulumi.ComponentResource,
  { slug, project, foundation }: Environment,
  name: string,
  addresses: Addresses,
  urlMap: gcp.compute.URLMap,
  certificateMap: gcp.certificatemanager.CertificateMap,
  clientTls: pulumi.Input<string> | undefined,
): pulumi.Resource[] {
  const dependsOn = [foundation.api("compute.googleapis.com")];
  const tls = new gcp.compute.SSLPolicy(
    automaticName("gcp:compute/sSLPolicy:SSLPolicy", slug, name),
    { project, profile: "MODERN", minTlsVersion: "TLS_1_2" },
    { parent, dependsOn },
  );
  const https = new gcp.compute.TargetHttpsProxy(
    automaticName("gcp:compute/targetHttpsProxy:TargetHttpsProxy", slug, name),
    {
      project,
      urlMap: urlMap.selfLink,
      sslPolicy: tls.selfLink,
      certificateMap: certificateMap.id.apply((id) => `//certificatemanager.googleapis.com/${id}`),
      ...(clientTls !== undefined && { serverTlsPolicy: clientTls }),
    },
    { parent },
  );
  const redirect = new gcp.compute.URLMap(
    automaticName("gcp:compute/uRLMap:URLMap", slug, name, "redirect"),
    // 308 keeps method and body; 301 turns a client's POST into a GET.
    {
      project,
      defaultUrlRedirect: { httpsRedirect: true, stripQuery: false, redirectResponseCode: "PERMANENT_REDIRECT" },
    },
    { parent, dependsOn },
  );
  const http = new gcp.compute.TargetHttpProxy(
    automaticName("gcp:compute/targetHttpProxy:TargetHttpProxy", slug, name),
    { project, urlMap: redirect.selfLink },
    { parent },
  );
  const listeners = [
    { scheme: "https", portRange: "443", target: https.selfLink },
    { scheme: "http", portRange: "80", target: http.selfLink },
  ];
  return versions.flatMap((version) =>
    listeners.map(
      ({ scheme, portRange, target }) =>
        new gcp.compute.GlobalForwardingRule(
          automaticName(
            "gcp:compute/globalForwardingRule:GlobalForwardingRule",
            slug,
            name,
            scheme,
            version.toLowerCase(),
          ),
          { project, loadBalancingScheme, ipProtocol: "TCP", portRange, target, ipAddress: addresses[version].address },
          { parent },
        ),
    ),
  );
}
