/** Services of several regions: where they are, and who finds them there. */
import type { Inputs } from "@pulumi/pulumi";
import { type Declare, type Declared, type Program, project, type RuleCase, region, service } from "./kit";

const other = "us-east4";
const twoHours = 2 * 60 * 60;

/** A service of several regions. */
const native = (declare: Declare, regions: unknown, inputs: Inputs = {}, dependsOn: Declared[] = []) =>
  declare(
    "cloudrunv2/service:Service",
    "iam",
    { ...service(), name: "iam", location: "global", multiRegionSettings: { regions }, ...inputs },
    { dependsOn },
  );

const inRegions =
  (...regions: string[]): Program =>
  (declare) =>
    native(declare, regions);

const besideRegional =
  (...regions: string[]): Program =>
  (declare) => {
    const own = declare("cloudrunv2/service:Service", "own", { ...service(), name: "iam", location: other });
    native(declare, regions, {}, [own]);
  };

const regionalBeside =
  (location: string): Program =>
  (declare) => {
    const dependsOn = native(declare, [region, other]);
    declare("cloudrunv2/service:Service", "own", { ...service(), name: "iam", location }, { dependsOn });
  };

const networkOf = (declare: Declare) =>
  declare("compute/network:Network", "n", { name: "n", autoCreateSubnetworks: false });

const subnetsOf = (declare: Declare, names: Readonly<Record<string, string>>) => {
  const network = networkOf(declare);
  const subnets = Object.entries(names).map(([place, name], index) =>
    declare("compute/subnetwork:Subnetwork", place, {
      name,
      region: place,
      network: network.id,
      ipCidrRange: `10.0.${index}.0/24`,
    }),
  );
  return { network, subnets };
};

const vpcAccess = (network: unknown) => service({ vpcAccess: { networkInterfaces: [{ network }] } });

/** A service that names its network alone, and subnets by region. */
const onNetwork =
  (names: Readonly<Record<string, string>>): Program =>
  (declare) => {
    const { network, subnets } = subnetsOf(declare, names);
    native(declare, [region, other], { template: vpcAccess(network.id).template }, subnets);
  };

/** The same, of which the subnet in one region is taken out. */
const withoutSubnet: Program = (declare) => {
  const { network, subnets } = subnetsOf(declare, { [region]: "n" });
  native(declare, [region, other], { template: vpcAccess(network.id).template }, subnets);
};

const alone =
  (...subnets: string[]): Program =>
  (declare, world) => {
    subnetsOf(declare, Object.fromEntries(subnets.map((place) => [place, "n"])));
    world.pass(twoHours);
  };

const callIn =
  (location: string): Program =>
  (declare) =>
    declare(
      "cloudrunv2/serviceIamMember:ServiceIamMember",
      "calls",
      { location, name: "iam", role: "roles/run.invoker", member: "user:ada@example.dev" },
      { dependsOn: native(declare, [region, other]) },
    );

const groupIn =
  (place: string): Program =>
  (declare) => {
    native(declare, [region, other], {
      ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
      invokerIamDisabled: true,
    });
    declare("compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup", "group", {
      name: "group",
      region: place,
      networkEndpointType: "SERVERLESS",
      cloudRun: { service: "iam" },
    });
  };

/** An identity proxy before a service of two regions, whose agent may call it in some. */
const proxiedIn =
  (...granted: string[]): Program =>
  (declare) => {
    const iam = native(declare, [region, other], { iapEnabled: true });
    const agent = declare("projects/serviceIdentity:ServiceIdentity", "proxy", { service: "iap.googleapis.com" });
    for (const location of granted)
      declare("cloudrunv2/serviceIamMember:ServiceIamMember", location, {
        location,
        name: iam.name,
        role: "roles/run.invoker",
        member: agent.member,
      });
  };

/** A schedule that calls the service in one of its regions, and is granted to in one. */
const scheduled =
  (granted: string): Program =>
  (declare) => {
    const iam = native(declare, [region, other]);
    const account = declare("serviceaccount/account:Account", "cron", { accountId: "cron-dev" });
    const grant = declare(
      "cloudrunv2/serviceIamMember:ServiceIamMember",
      "calls",
      {
        location: granted,
        name: iam.name,
        role: "roles/run.invoker",
        member: `serviceAccount:cron-dev@${project}.iam.gserviceaccount.com`,
      },
      { dependsOn: account },
    );
    const uri = iam.urls?.apply((urls: string[]) => urls.find((url) => url.includes(other)) as string);
    declare(
      "cloudscheduler/job:Job",
      "nightly",
      {
        name: "nightly",
        region,
        schedule: "0 3 * * *",
        httpTarget: { uri, oidcToken: { serviceAccountEmail: account.email, audience: uri } },
      },
      { dependsOn: grant },
    );
  };

const l4: Inputs = {
  ...service({
    nodeSelector: { accelerator: "nvidia-l4" },
    containers: [
      {
        image: "europe-docker.pkg.dev/example/images/a",
        resources: { limits: { cpu: "4", memory: "16Gi", "nvidia.com/gpu": "1" } },
      },
    ],
  }),
};
const acceleratedIn =
  (...regions: string[]): Program =>
  (declare) =>
    native(declare, regions, { template: l4.template });

export const cases: RuleCase[] = [
  {
    rule: "service-regions",
    claim: "a service of no region",
    broken: inRegions(),
    says: /Error 400: multi_region_settings\.regions: name no region\., badRequest/,
    repaired: inRegions(region),
  },
  {
    rule: "service-regions",
    claim: "a service of a region that nobody has",
    broken: inRegions(region, "us-east9"),
    says: /multi_region_settings\.regions: 'us-east9' is not a region\./,
    repaired: inRegions(region, other),
  },
  {
    rule: "service-regions",
    claim: "a service of one region twice",
    broken: inRegions(region, other, region),
    says: /multi_region_settings\.regions: 'europe-west1' is named twice\./,
    repaired: inRegions(region, other),
  },
  {
    rule: "service-regions",
    claim: "a service of one region that names others",
    broken: (declare) => native(declare, [region, other], { location: region }),
    says: /multi_region_settings\.regions: are for a service in 'global', and not for one in 'europe-west1'\./,
    repaired: inRegions(region, other),
  },
  {
    rule: "service-regions",
    claim: "a service that loses its regions while it stands",
    broken: [inRegions(region, other), inRegions()],
    says: /multi_region_settings\.regions: name no region\./,
    repaired: [inRegions(region, other), inRegions(region)],
  },
  {
    rule: "service-name-free",
    claim: "a service of several regions where one of them has the name",
    broken: besideRegional(region, other),
    says: /Error 409: Resource 'projects\/.*\/locations\/us-east4\/services\/iam' already exists\., alreadyExists/,
    repaired: besideRegional(region),
  },
  {
    rule: "service-name-free",
    claim: "a service of several regions that is brought to one that has the name",
    broken: [besideRegional(region), besideRegional(region, other)],
    says: /Resource 'projects\/.*\/locations\/us-east4\/services\/iam' already exists\./,
    repaired: [besideRegional(region), besideRegional(region, "us-west1")],
  },
  {
    rule: "service-name-free",
    claim: "a service of one region under the name of one of several",
    broken: regionalBeside(other),
    says: /Resource 'projects\/.*\/locations\/us-east4\/services\/iam' already exists\./,
    repaired: regionalBeside("us-west1"),
  },
  {
    rule: "subnet-found",
    claim: "a network alone, without a subnet in one of the regions",
    broken: onNetwork({ [region]: "n" }),
    says: /Error 400: vpc_access\.network_interfaces\[0\]: network 'n' has no subnetwork 'n' in region 'us-east4'\./,
    repaired: onNetwork({ [region]: "n", [other]: "n" }),
  },
  {
    rule: "subnet-found",
    claim: "a network alone, whose subnet has another name",
    broken: onNetwork({ [region]: "n", [other]: "s" }),
    says: /network 'n' has no subnetwork 'n' in region 'us-east4'\./,
    repaired: onNetwork({ [region]: "n", [other]: "n" }),
  },
  {
    rule: "subnet-found",
    claim: "a service of one region that names its network alone",
    broken: (declare) => declare("cloudrunv2/service:Service", "iam", vpcAccess(networkOf(declare).id)),
    says: /network 'n' has no subnetwork 'n' in region 'europe-west1'\./,
    repaired: (declare) => {
      const { network, subnets } = subnetsOf(declare, { [region]: "n" });
      declare("cloudrunv2/service:Service", "iam", vpcAccess(network.id), { dependsOn: subnets });
    },
  },
  {
    rule: "subnet-released",
    claim: "a subnet that a service finds by its network's name, and that goes before it",
    broken: [onNetwork({ [region]: "n", [other]: "n" }), withoutSubnet],
    says: /Error 400: The subnetwork resource 'projects\/.*\/us-east4\/subnetworks\/n' is already being used by 'projects\/.*\/addresses\/serverless-ipv4-\d+'/,
    repaired: [onNetwork({ [region]: "n", [other]: "n" }), alone(region, other), alone()],
  },
  {
    rule: "subnet-released",
    claim: "the subnets of a service of several regions right after it",
    broken: [onNetwork({ [region]: "n", [other]: "n" }), () => undefined],
    says: /Error 400: The subnetwork resource 'projects\/.*\/subnetworks\/n' is already being used by/,
    repaired: [onNetwork({ [region]: "n", [other]: "n" }), alone(region, other), alone()],
  },
  {
    rule: "grant-target-exists",
    claim: "a grant on a service of several regions, in another region",
    broken: callIn("us-west1"),
    says: /Error 404: Resource 'iam' of kind 'SERVICE' in region 'us-west1' in project 'flotilla-dev' does not exist\./,
    repaired: callIn(other),
  },
  {
    rule: "endpoint-group-answered",
    claim: "a group of a service of several regions, in another region",
    broken: groupIn("us-west1"),
    says: /a balancer finds nobody behind it: there is no service iam in us-west1/,
    repaired: groupIn(other),
  },
  {
    rule: "identity-proxy-invokes",
    claim: "an identity proxy whose agent may invoke a service in one of its regions alone",
    broken: proxiedIn(region),
    says: /answered 403: service-\d+@gcp-sa-iap\..* may not invoke .*\/locations\/us-east4\/services\/iam/,
    repaired: proxiedIn(region, other),
  },
  {
    rule: "scheduler-call-answered",
    claim: "a schedule that calls a service of several regions where it was not granted to",
    broken: scheduled(region),
    says: /may not invoke projects\/.*\/locations\/us-east4\/services\/iam/,
    repaired: scheduled(other),
  },
  {
    rule: "gpu-fits",
    claim: "a GPU in several regions, of which one has none",
    broken: acceleratedIn(region, "europe-north1"),
    says: /accelerator nvidia-l4 is not available in region europe-north1/,
    repaired: acceleratedIn(region, other),
  },
];
