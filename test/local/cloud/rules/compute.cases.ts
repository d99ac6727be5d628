import type { Inputs } from "@pulumi/pulumi";
import { type Declare, heldCase, type Program, project, type RuleCase, region, service } from "./kit";

const network = (declare: Declare) =>
  declare("compute/network:Network", "n", { name: "n", autoCreateSubnetworks: false });

const subnet = (declare: Declare) =>
  declare("compute/subnetwork:Subnetwork", "s", {
    name: "s",
    region,
    network: network(declare).id,
    ipCidrRange: "10.0.0.0/24",
  });

const serviceOnSubnet: Program = (declare) => {
  const networkInterfaces = [{ subnetwork: subnet(declare).id }];
  declare("cloudrunv2/service:Service", "iam", service({ vpcAccess: { networkInterfaces } }));
};

const twoHours = 2 * 60 * 60;

/** A balancer's way to a service. */
const grouped =
  (inputs: Inputs | undefined): Program =>
  (declare) => {
    if (inputs) declare("cloudrunv2/service:Service", "iam", { ...service(), name: "iam", ...inputs });
    group(declare);
  };

const group = (declare: Declare) =>
  declare("compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup", "group", {
    region,
    networkEndpointType: "SERVERLESS",
    cloudRun: { service: "iam" },
  });

/** The same behind a backend that people sign in to. */
const proxiedTo =
  (inputs: Inputs): Program =>
  (declare) => {
    declare("cloudrunv2/service:Service", "iam", { ...service(), name: "iam", ...inputs });
    const iap = { enabled: true };
    declare("compute/backendService:BackendService", "backend", { backends: [{ group: group(declare).id }], iap });
  };

/** A backend before an endpoint group, by the names of both. */
const backend = (declare: Declare, inputs: Inputs = {}) => {
  const group = declare("compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup", "group", {
    name: "group",
    region,
  });
  return declare("compute/backendService:BackendService", "backend", {
    name: "b",
    backends: [{ group: group.id }],
    ...inputs,
  });
};

const backed =
  (inputs: Inputs): Program =>
  (declare) =>
    void backend(declare, inputs);

/** A backend before another project's group, of which nothing is looked up. */
const backendOfOthers = (declare: Declare) => {
  const group = `projects/registry-shared/regions/${region}/networkEndpointGroups/group`;
  return declare("compute/backendService:BackendService", "backend", { name: "b", backends: [{ group }] });
};

/** A map with one matcher. */
const matched =
  (matcher: Inputs): Program =>
  (declare) => {
    const { id } = backendOfOthers(declare);
    declare("compute/uRLMap:URLMap", "routes", {
      name: "routes",
      defaultService: id,
      pathMatchers: [{ name: "m", defaultService: id, ...matcher }],
    });
  };

const asked = (priority: number) => ({
  priority,
  matchRules: [{ prefixMatch: "/" }],
  urlRedirect: { hostRedirect: "registry.example.dev", httpsRedirect: true, stripQuery: false },
});

const backendB = `projects/${project}/global/backendServices/b`;

const open: Inputs = { ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER", invokerIamDisabled: true };

export const cases: RuleCase[] = [
  heldCase({
    rule: "compute-not-in-use",
    claim: "an endpoint group behind a backend",
    held: (declare) =>
      declare("compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup", "group", { name: "group", region }),
    holder: (declare, options) => {
      const group = `projects/${project}/regions/${region}/networkEndpointGroups/group`;
      declare("compute/backendService:BackendService", "backend", { name: "b", backends: [{ group }] }, options);
    },
    says: /Error 400: The network_endpoint_group resource 'projects\/.*\/group' is already being used by 'projects\/.*\/b', resourceInUseByAnotherResource/,
  }),
  heldCase({
    rule: "compute-not-in-use",
    claim: "a backend behind a URL map",
    held: backendOfOthers,
    holder: (declare, options) => {
      const defaultService = `projects/${project}/global/backendServices/b`;
      declare("compute/uRLMap:URLMap", "routes", { name: "routes", defaultService }, options);
    },
    says: /Error 400: The backend_service resource 'projects\/.*\/b' is already being used by 'projects\/.*\/routes', resourceInUse/,
  }),
  heldCase({
    rule: "compute-not-in-use",
    claim: "a backend that gets a share of the requests",
    held: backendOfOthers,
    holder: (declare, options) => {
      const weightedBackendServices = [{ backendService: backendB, weight: 100 }];
      const pathMatchers = [{ name: "m", defaultRouteAction: { weightedBackendServices } }];
      const defaultUrlRedirect = { stripQuery: false };
      declare("compute/uRLMap:URLMap", "routes", { name: "routes", defaultUrlRedirect, pathMatchers }, options);
    },
    says: /Error 400: The backend_service resource 'projects\/.*\/b' is already being used by 'projects\/.*\/routes', resourceInUse/,
  }),
  heldCase({
    rule: "compute-not-in-use",
    claim: "a network with a subnet",
    held: network,
    holder: (declare, options) =>
      declare(
        "compute/subnetwork:Subnetwork",
        "s",
        { name: "s", region, network: "n", ipCidrRange: "10.0.0.0/24" },
        options,
      ),
    says: /Error 400: The network resource 'projects\/.*\/n' is already being used by 'projects\/.*\/s', resourceInUse/,
  }),
  {
    rule: "subnet-released",
    claim: "a subnet right after the last service on it",
    broken: [serviceOnSubnet, subnet, network],
    says: /Error 400: The subnetwork resource 'projects\/.*\/s' is already being used by 'projects\/.*\/addresses\/serverless-ipv4-\d+', resourceInUseByAnotherResource/,
    repaired: [
      serviceOnSubnet,
      (declare, world) => {
        subnet(declare);
        world.pass(twoHours);
      },
      (declare, world) => {
        network(declare);
        world.pass(twoHours);
      },
    ],
  },
  {
    rule: "endpoint-group-answered",
    claim: "a group of a service that nobody made",
    broken: grouped(undefined),
    says: /a balancer finds nobody behind it: there is no service iam in europe-west1/,
    repaired: grouped(open),
  },
  {
    rule: "endpoint-group-answered",
    claim: "a group of a service that takes internal requests alone",
    broken: grouped({ ...open, ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY" }),
    says: /a balancer is not let in: .*\/services\/iam takes internal requests alone/,
    repaired: grouped(open),
  },
  {
    rule: "endpoint-group-answered",
    claim: "a group of a service that asks who calls",
    broken: grouped({ ...open, invokerIamDisabled: false }),
    says: /a balancer's requests are answered 403: a caller without an identity may not invoke .*\/services\/iam/,
    repaired: grouped(open),
  },
  {
    rule: "endpoint-group-answered",
    claim: "an identity proxy on a backend whose agent may not invoke what is behind it",
    broken: proxiedTo({ ...open, invokerIamDisabled: false }),
    says: /whoever passes the backend's identity proxy is answered 403: service-\d+@gcp-sa-iap\..* may not invoke .*\/services\/iam/,
    repaired: proxiedTo(open),
  },
  {
    rule: "url-map-matcher-rules",
    claim: "path rules beside route rules",
    broken: matched({ pathRules: [{ paths: ["/v2"], service: backendB }], routeRules: [asked(1)] }),
    says: /Error 400: Invalid value for field 'resource\.pathMatchers\[0\]': '\{ \}'\. Only one of pathRules or routeRules must be set/,
    repaired: matched({ routeRules: [asked(1), asked(2)] }),
  },
  {
    rule: "url-map-matcher-rules",
    claim: "two route rules of one priority",
    broken: matched({ routeRules: [asked(1), asked(1)] }),
    says: /Error 400: .* Route rules must be in the order of their priorities/,
    repaired: matched({ routeRules: [asked(1), asked(2)] }),
  },
  {
    rule: "serverless-backend",
    claim: "a health check of what has none",
    broken: backed({ healthChecks: "alive" }),
    says: /Error 400: A backend service cannot have a healthcheck with Serverless network endpoint group backends\., invalid/,
    repaired: backed({}),
  },
  {
    rule: "serverless-backend",
    claim: "a timeout, which is the service's",
    broken: backed({ timeoutSec: 30 }),
    says: /Error 400: Timeout sec is not supported for a backend service with Serverless network endpoint groups\., invalid/,
    repaired: backed({}),
  },
  {
    rule: "serverless-backend",
    claim: "a port name",
    broken: backed({ portName: "http" }),
    says: /Error 400: Port name is not supported for a backend service/,
    repaired: backed({}),
  },
  {
    rule: "proxied-not-cached",
    claim: "a backend that people sign in to and that is cached",
    broken: backed({ iap: { enabled: true }, enableCdn: true }),
    says: /Error 400: Identity-Aware Proxy and Cloud CDN cannot be enabled on the same backend service/,
    repaired: backed({ iap: { enabled: true } }),
  },
];
