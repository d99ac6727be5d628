import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentOutputs } from "../../contract";
import { Component } from "../component";
import { refuse } from "../refuse";
import { cloudNameOf, serviceAddress } from "../run/address";
import type { Callee } from "../run/call";
import { type EdgeArgs, edgeMistakes, settingOf } from "./args";
import { createBackend } from "./backends";
import { createCertificates } from "./certificates";
import { createRecord } from "./dns";
import { createErrorPages } from "./error-pages";
import { createFirewall, firewallExceptions } from "./firewall";
import { admitGroups } from "./iap";
import { type Addresses, createAddresses, createListeners } from "./listeners";
import { clientCertificateHeaders, createClientTls } from "./mutual-tls";
import { type HostRoute, routedServices, routesByHost } from "./routes";
import { type Backends, createUrlMap } from "./url-map";
import { zoneOf } from "./zone";

/**
 * Where the world reaches an environment's edge services: one global address, the nearest region answers. Where the
 * environment's edge is direct, nothing is made and each host stands for its service's own address, behind the identity
 * proxy; what it gives is of the same shape.
 *
 * ```ts
 * new Edge("edge", { environment, routes: { [environment.host("registry")]: registry } });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class Edge extends Component {
  /** What applications and people need to know, for the stack's outputs; wildcards and redirects are not in it. */
  readonly endpoints: pulumi.Output<EnvironmentOutputs["edge"]>;

  constructor(name: string, args: EdgeArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("Edge", name, edgeMistakes(name, args));
    super("edge:Edge", name, args.environment, opts);
    const hosts = routesByHost(args.routes);
    const open = hosts.filter(({ host }) => !args.retiredHosts?.includes(host));
    this.endpoints =
      args.environment.edge === "balanced"
        ? this.#balance(name, args, hosts, open)
        : pulumi.output(directEndpoints(open));
    this.registerTransforms(args.transform, firewallExceptions(args.firewall ?? {}));
  }

  /** @param open The hosts whose names are in DNS. */
  #balance(name: string, given: EdgeArgs, hosts: readonly HostRoute[], open: readonly HostRoute[]) {
    const args = { ...given, cloudDnsZone: zoneOf(this, name, given, hosts) };
    const { environment } = args;
    const services = routedServices(hosts);
    const backends = this.#createBackends(name, args, services);
    const admitted = this.#admitGroups(name, args, backends);
    const errorPages = createErrorPages(this, environment, name, args.errorPages);
    const urlMap = createUrlMap(this, environment, name, hosts, backends, errorPages);
    const names = hosts.map(({ host }) => host);
    const certificates = createCertificates(this, environment, name, names, args.cloudDnsZone);
    const addresses = createAddresses(this, environment, name);
    const clientTls = args.mutualTls && createClientTls(this, environment, name, args.mutualTls);
    const listeners = createListeners(this, environment, name, addresses, urlMap, certificates.map, clientTls);
    const running = services.flatMap(({ regions, service }) => regions.map(service));
    const answering = [...listeners, ...certificates.entries, ...admitted, ...running];
    this.#announce(name, args, open, addresses, answering);
    return pulumi.all([addresses.IPV4.address, addresses.IPV6.address]).apply((all) => ({
      mode: "balanced" as const,
      addresses: all,
      hosts: endpointsOf(open, (host) => `https://${host}`),
    }));
  }

  #createBackends(name: string, args: EdgeArgs, services: readonly Callee[]): Backends {
    const { environment, cdn = [], iap = [], mutualTls, outlierDetection, transform = {} } = args;
    const { requestLogs = environment.defaults.requestLogs } = args;
    const firewall = createFirewall(this, environment, name, args.firewall ?? {}, transform.firewall);
    const create = (service: Callee) =>
      createBackend(this, environment, name, service, {
        firewall,
        cdn: settingOf(cdn, service),
        signIn: settingOf(iap, service) !== undefined,
        outlierDetection,
        requestLogs,
        requestHeaders: mutualTls ? clientCertificateHeaders : [],
        overrides: transform.backend,
      });
    return new Map(services.map((service) => [service, create(service)]));
  }

  #admitGroups(name: string, { environment, iap = [] }: EdgeArgs, backends: Backends): pulumi.Resource[] {
    return [...backends].flatMap(([service, backend]) => {
      const admitted = settingOf(iap, service);
      return admitted ? admitGroups(this, environment, name, admitted, cloudNameOf(service), backend) : [];
    });
  }

  /** DNS is made last, when all that answers has been made, and goes first. */
  #announce(
    name: string,
    { environment, cloudDnsZone }: EdgeArgs,
    hosts: readonly HostRoute[],
    addresses: Addresses,
    dependsOn: pulumi.Input<pulumi.Resource>[],
  ): void {
    const records = [
      { type: "A", content: addresses.IPV4.address },
      { type: "AAAA", content: addresses.IPV6.address },
    ];
    for (const { host } of hosts)
      for (const { type, content } of records) {
        const logicalName = `${name}/${host}/${type}`;
        const record = { type, name: host, content };
        createRecord(logicalName, environment, cloudDnsZone, record, { parent: this, dependsOn });
      }
  }
}

function directEndpoints(hosts: readonly HostRoute[]): EnvironmentOutputs["edge"] {
  const address = (_host: string, service: Callee) => serviceAddress(service, service.serving[0]);
  return { mode: "direct", addresses: [], hosts: endpointsOf(hosts, address) };
}

/** The service that each host stands for: of the whole of it, or else of its first path. A wildcard is no host to call. */
function endpointsOf(hosts: readonly HostRoute[], url: (host: string, service: Callee) => string) {
  const endpoints = hosts.flatMap((route) => {
    const [service] = routedServices([route]);
    return service && !route.host.startsWith("*")
      ? [[route.host, { url: url(route.host, service), service: service.name }] as const]
      : [];
  });
  return Object.fromEntries(endpoints);
}
