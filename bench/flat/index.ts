/**
 * Production's fleet written by hand: the same resources as in `../composed`, with the same arguments, and nothing but the
 * clouds' SDKs. It is what the components are measured against; `bench/components.ts` checks that the two are the same.
 */
import * as cloudflare from "@pulumi/cloudflare";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

const config = new pulumi.Config("flotilla");
const project = config.require("project");
const number = config.require("projectNumber");
const home = config.require("home");
const domain = config.require("domain");
const regions = config.requireObject<string[]>("regions");
const images = config.requireObject<Record<string, string>>("images");
const zoneId = config.require("cloudflareZone");
const ranges: Record<string, string> = {
  "europe-west1": "10.16.0.0/20",
  "us-east4": "10.35.0.0/20",
  "asia-northeast1": "10.3.0.0/20",
};
const host = `registry.${domain}`;

const google = new gcp.Provider("gcp", {
  project,
  region: home,
  defaultLabels: { environment: "production", "managed-by": "flotilla" },
});
const dns = new cloudflare.Provider("cloudflare");
const randomness = new random.Provider("random");
const on = (...dependsOn: pulumi.Resource[]) => ({ provider: google, dependsOn });
const kept = (...dependsOn: pulumi.Resource[]) => ({ ...on(...dependsOn), protect: true });

const apis = Object.fromEntries(
  [
    "bigquery",
    "certificatemanager",
    "cloudkms",
    "cloudresourcemanager",
    "cloudscheduler",
    "cloudtrace",
    "compute",
    "dns",
    "iam",
    "iap",
    "logging",
    "monitoring",
    "pubsub",
    "run",
    "secretmanager",
    "servicenetworking",
    "sqladmin",
  ].map((name) => {
    const service = `${name}.googleapis.com`;
    return [name, new gcp.projects.Service(service, { project, service, disableOnDestroy: false }, kept())];
  }),
) as Record<string, gcp.projects.Service>;
const api = (name: string) => apis[name] as gcp.projects.Service;

new gcp.projects.ServiceIdentity("identity-proxy", { project, service: "iap.googleapis.com" }, kept(api("iap")));
new gcp.projects.ServiceIdentity("pubsub-agent", { project, service: "pubsub.googleapis.com" }, kept(api("pubsub")));
new gcp.kms.KeyRing("key-ring", { project, location: home, name: "flotilla" }, kept(api("cloudkms")));
const network = new gcp.compute.Network(
  "network",
  { name: "flotilla", project, autoCreateSubnetworks: false, routingMode: "GLOBAL", deleteDefaultRoutesOnCreate: true },
  kept(api("compute")),
);
const subnets = Object.fromEntries(
  regions.map((region) => [
    region,
    new gcp.compute.Subnetwork(
      `subnet-${region}`,
      {
        name: "flotilla",
        project,
        network: network.id,
        region,
        ipCidrRange: ranges[region] as string,
        privateIpGoogleAccess: true,
        logConfig: { aggregationInterval: "INTERVAL_5_SEC", flowSampling: 0.1, metadata: "INCLUDE_ALL_METADATA" },
      },
      kept(),
    ),
  ]),
);
new gcp.compute.Route(
  "google-apis",
  {
    name: "flotilla-google-apis",
    project,
    network: network.id,
    destRange: "199.36.153.8/30",
    nextHopGateway: "default-internet-gateway",
  },
  kept(),
);
for (const [key, zone, name] of [
  ["run-app", "run.app.", "run.app."],
  ["googleapis", "googleapis.com.", "private.googleapis.com."],
] as const) {
  const managed = new gcp.dns.ManagedZone(
    key,
    {
      name: `flotilla-${key}`,
      project,
      dnsName: zone,
      description: "Answers with Google's private addresses",
      visibility: "private",
      privateVisibilityConfig: { networks: [{ networkUrl: network.id }] },
    },
    kept(api("dns")),
  );
  const rrdatas = ["199.36.153.8", "199.36.153.9", "199.36.153.10", "199.36.153.11"];
  new gcp.dns.RecordSet(`${key}-a`, { managedZone: managed.name, project, name, type: "A", ttl: 300, rrdatas }, kept());
  new gcp.dns.RecordSet(
    `${key}-all`,
    { managedZone: managed.name, project, name: `*.${zone}`, type: "CNAME", ttl: 300, rrdatas: [name] },
    kept(),
  );
}
const peering = new gcp.compute.GlobalAddress(
  "managed-services",
  {
    project,
    addressType: "INTERNAL",
    purpose: "VPC_PEERING",
    network: network.id,
    address: "10.128.0.0",
    prefixLength: 16,
  },
  kept(),
);
new gcp.servicenetworking.Connection(
  "managed-services",
  { network: network.id, service: "servicenetworking.googleapis.com", reservedPeeringRanges: [peering.name] },
  kept(api("servicenetworking")),
);
new gcp.projects.DefaultServiceAccounts(
  "default-accounts",
  { project, action: "DEPRIVILEGE", restorePolicy: "NONE" },
  kept(api("cloudresourcemanager"), api("compute"), api("iam")),
);
const suffix = new random.RandomId(
  "home",
  { byteLength: 3, keepers: { home } },
  { provider: randomness, protect: true },
);
const observe = new gcp.projects.IAMCustomRole(
  "observe",
  {
    project,
    roleId: pulumi.interpolate`flotilla_observe_${suffix.hex}`,
    title: "Observe oneself",
    description: "Writes the metrics and traces of the workload that holds it",
    permissions: [
      "cloudtrace.traces.patch",
      "monitoring.metricDescriptors.create",
      "monitoring.metricDescriptors.get",
      "monitoring.metricDescriptors.list",
      "monitoring.monitoredResourceDescriptors.get",
      "monitoring.monitoredResourceDescriptors.list",
      "monitoring.timeSeries.create",
    ],
  },
  kept(api("iam")),
);

new gcp.projects.IAMCustomRole(
  "attest",
  {
    project,
    roleId: pulumi.interpolate`flotilla_attest_${suffix.hex}`,
    title: "Keep attestations",
    description: "Creates what attestations of images are kept as, and changes or deletes none",
    permissions: ["containeranalysis.occurrences.create"],
  },
  kept(api("iam")),
);

new gcp.projects.IAMCustomRole(
  "sleep",
  {
    project,
    roleId: pulumi.interpolate`flotilla_sleep_${suffix.hex}`,
    title: "Put a database to sleep",
    description: "Changes the settings of the Cloud SQL instance it is granted on",
    permissions: ["cloudsql.instances.get", "cloudsql.instances.update"],
  },
  kept(api("iam")),
);

const url = (name: string, region: string) => `https://${name}-${number}.${region}.run.app`;
const calls: Record<string, string[]> = { tokens: [], iam: ["audit"], audit: ["iam"], registry: ["iam", "tokens"] };
const services: Record<string, gcp.cloudrunv2.Service[]> = {};
const accounts: Record<string, gcp.serviceaccount.Account> = {};
for (const [name, callees] of Object.entries(calls)) {
  const account = new gcp.serviceaccount.Account(
    name,
    { accountId: `run-${name}`, displayName: `${name}: may do what its "can" list says` },
    on(api("iam")),
  );
  accounts[name] = account;
  new gcp.projects.IAMMember(
    `${name}-observe`,
    { project, role: observe.name, member: account.member },
    on(api("cloudresourcemanager")),
  );
  const edge = name === "registry";
  services[name] = regions.map(
    (region) =>
      new gcp.cloudrunv2.Service(
        `${name}-${region}`,
        {
          name,
          project,
          location: region,
          deletionProtection: true,
          ingress: edge ? "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" : "INGRESS_TRAFFIC_INTERNAL_ONLY",
          invokerIamDisabled: edge,
          defaultUriDisabled: edge,
          iapEnabled: false,
          traffics: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
          scaling: { maxInstanceCount: 100 },
          template: {
            serviceAccount: account.email,
            executionEnvironment: "EXECUTION_ENVIRONMENT_GEN2",
            maxInstanceRequestConcurrency: 80,
            timeout: "300s",
            scaling: { minInstanceCount: 1, maxInstanceCount: 100 },
            vpcAccess: {
              egress: "ALL_TRAFFIC",
              networkInterfaces: [{ network: network.id, subnetwork: subnets[region]?.id }],
            },
            containers: [
              {
                image: images[name] as string,
                ports: { containerPort: 8080 },
                resources: { limits: { cpu: "1", memory: "512Mi" }, cpuIdle: true, startupCpuBoost: true },
                envs: [
                  ...callees.map((callee) => ({
                    name: `${callee.toUpperCase()}_URL`,
                    value: url(callee, region),
                  })),
                  ...(edge ? [{ name: "PUBLIC_HOST", value: host }] : []),
                ].sort((a, b) => (a.name < b.name ? -1 : 1)),
                startupProbe: {
                  tcpSocket: { port: 8080 },
                  periodSeconds: 10,
                  timeoutSeconds: 5,
                  failureThreshold: 24,
                },
              },
            ],
          },
        },
        on(api("run")),
      ),
  );
}
for (const [caller, callees] of Object.entries(calls))
  for (const callee of callees)
    for (const [i, region] of regions.entries())
      new gcp.cloudrunv2.ServiceIamMember(
        `${caller}-calls-${callee}-${region}`,
        {
          project,
          location: region,
          name: callee,
          role: "roles/run.invoker",
          member: accounts[caller]?.member as pulumi.Output<string>,
        },
        on(services[callee]?.[i] as pulumi.Resource),
      );

const loadBalancingScheme = "EXTERNAL_MANAGED";
const everyone = { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } };
const sets = ["sqli", "xss", "lfi", "rfi", "rce", "scannerdetection", "protocolattack", "sessionfixation"];
const firewall = new gcp.compute.SecurityPolicy(
  "edge",
  {
    project,
    type: "CLOUD_ARMOR",
    rules: [
      ...[...sets.map((set) => `${set}-v33-stable`), "cve-canary"].map((set, i) => ({
        priority: 1000 + 10 * i,
        action: "deny(403)",
        description: set,
        match: { expr: { expression: `evaluatePreconfiguredWaf('${set}', {'sensitivity': 1})` } },
      })),
      {
        priority: 2000,
        action: "throttle",
        description: "too many requests from one address",
        match: everyone,
        rateLimitOptions: {
          conformAction: "allow",
          exceedAction: "deny(429)",
          enforceOnKey: "IP",
          rateLimitThreshold: { count: 1200, intervalSec: 60 },
        },
      },
      { priority: 2147483647, action: "allow", description: "everyone else", match: everyone },
    ],
  },
  on(api("compute")),
);
const groups = regions.map(
  (region) =>
    new gcp.compute.RegionNetworkEndpointGroup(
      `edge-registry-${region}`,
      { project, region, networkEndpointType: "SERVERLESS", cloudRun: { service: "registry" } },
      on(api("compute")),
    ),
);
const backend = new gcp.compute.BackendService(
  "edge-registry",
  {
    project,
    loadBalancingScheme,
    protocol: "HTTPS",
    securityPolicy: firewall.selfLink,
    backends: groups.map((group) => ({ group: group.selfLink })),
    logConfig: { enable: true, sampleRate: 0.1 },
  },
  on(),
);
const urlMap = new gcp.compute.URLMap(
  "edge",
  {
    project,
    defaultService: backend.selfLink,
    defaultRouteAction: { faultInjectionPolicy: { abort: { httpStatus: 404, percentage: 100 } } },
    hostRules: [{ hosts: [host], pathMatcher: "edge-registry-example-dev" }],
    pathMatchers: [{ name: "edge-registry-example-dev", defaultService: backend.selfLink }],
  },
  on(),
);
const map = new gcp.certificatemanager.CertificateMap("edge", { project }, on(api("certificatemanager")));
const authorization = new gcp.certificatemanager.DnsAuthorization(
  "edge-registry",
  { project, domain: host },
  on(api("certificatemanager")),
);
const proof = authorization.dnsResourceRecords.apply(
  ([record]) => record as { name: string; type: string; data: string },
);
const proven = new cloudflare.DnsRecord(
  "edge-certificate",
  {
    zoneId,
    name: proof.name.apply((name) => name.replace(/\.$/, "")),
    type: proof.type,
    content: proof.data.apply((data) => data.replace(/\.$/, "")),
    ttl: 300,
    proxied: false,
    comment: "Proves to Google's Certificate Manager that this name is ours",
  },
  { provider: dns },
);
const certificate = new gcp.certificatemanager.Certificate(
  "edge-registry",
  { project, managed: { domains: [host], dnsAuthorizations: [authorization.id] } },
  on(proven),
);
const entry = new gcp.certificatemanager.CertificateMapEntry(
  "edge-registry",
  { project, map: map.name, hostname: host, certificates: [certificate.id] },
  on(),
);
const tls = new gcp.compute.SSLPolicy(
  "edge",
  { project, profile: "MODERN", minTlsVersion: "TLS_1_2" },
  on(api("compute")),
);
const https = new gcp.compute.TargetHttpsProxy(
  "edge",
  {
    project,
    urlMap: urlMap.selfLink,
    sslPolicy: tls.selfLink,
    certificateMap: pulumi.interpolate`//certificatemanager.googleapis.com/${map.id}`,
  },
  on(),
);
const redirect = new gcp.compute.URLMap(
  "edge-redirect",
  {
    project,
    defaultUrlRedirect: { httpsRedirect: true, stripQuery: false, redirectResponseCode: "PERMANENT_REDIRECT" },
  },
  on(api("compute")),
);
const http = new gcp.compute.TargetHttpProxy("edge", { project, urlMap: redirect.selfLink }, on());
for (const [ipVersion, type] of [
  ["IPV4", "A"],
  ["IPV6", "AAAA"],
] as const) {
  const address = new gcp.compute.GlobalAddress(
    `edge-${ipVersion.toLowerCase()}`,
    { project, ipVersion },
    on(api("compute")),
  );
  const rules = (
    [
      ["https", "443", https.selfLink],
      ["http", "80", http.selfLink],
    ] as const
  ).map(
    ([scheme, portRange, target]) =>
      new gcp.compute.GlobalForwardingRule(
        `edge-${scheme}-${ipVersion.toLowerCase()}`,
        { project, loadBalancingScheme, ipProtocol: "TCP", portRange, target, ipAddress: address.address },
        on(),
      ),
  );
  new cloudflare.DnsRecord(
    `edge-${type}`,
    { zoneId, name: host, type, content: address.address, ttl: 300, proxied: false },
    { provider: dns, dependsOn: [...rules, entry, ...(services.registry ?? [])] },
  );
}
