/** A provider as an engine drives it: check, then create, update or delete. */
import { LocalCloud } from "../../../local/cloud";
import type { CheckFailure, ConfiguredProvider, Diff, ResumedCreate } from "../../../local/provider";
import type { PropertyMap } from "../../../local/values";

export const project = "flotilla-dev";
export const region = "europe-west1";

export interface Made {
  urn: string;
  type: string;
  name: string;
  id: string;
  inputs: PropertyMap;
  outputs: PropertyMap;
}

export class Driver {
  private constructor(readonly provider: ConfiguredProvider) {}

  static async of(cloud: LocalCloud, pkg = "gcp", config: PropertyMap = { project, region }): Promise<Driver> {
    const provider = cloud.provider(pkg);
    if (!provider) throw new Error(pkg);
    return new Driver(await provider.configure(`urn:pulumi:dev::flotilla::pulumi:providers:${pkg}::${pkg}`, config));
  }

  check(type: string, name: string, news: PropertyMap, olds?: PropertyMap, seed = name) {
    return this.provider.check(identity(type, name), olds, news, Buffer.from(seed));
  }

  async failures(type: string, inputs: PropertyMap): Promise<CheckFailure[]> {
    return (await this.check(type, "a", inputs)).failures;
  }

  async create(type: string, name: string, news: PropertyMap = {}, resumed?: ResumedCreate): Promise<Made> {
    const { inputs, failures } = await this.check(type, name, news);
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    const { id, outputs } = await this.provider.create(identity(type, name), inputs, false, resumed);
    return { ...identity(type, name), id: id as string, inputs, outputs };
  }

  async preview(type: string, name: string, news: PropertyMap): Promise<PropertyMap> {
    const { inputs, failures } = await this.check(type, name, news);
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    return (await this.provider.create(identity(type, name), inputs, true)).outputs;
  }

  async diff(made: Made, news: PropertyMap, ignoreChanges: string[] = []): Promise<Diff> {
    const { inputs } = await this.check(made.type, made.name, news, made.inputs);
    return this.provider.diff(made, made, inputs, ignoreChanges);
  }

  async update(made: Made, news: PropertyMap): Promise<Made> {
    const { inputs } = await this.check(made.type, made.name, news, made.inputs);
    const { outputs } = await this.provider.update(made, made, inputs, false);
    return { ...made, inputs, outputs };
  }

  read(made: Made) {
    return this.provider.read(made, made);
  }

  delete(made: Made): Promise<void> {
    return this.provider.delete(made, made);
  }

  async enable(...apis: string[]): Promise<void> {
    for (const api of apis)
      await this.create("gcp:projects/service:Service", api, { service: `${api}.googleapis.com` });
  }
}

export function identity(type: string, name: string) {
  return { urn: `urn:pulumi:dev::flotilla::${type}::${name}`, type, name };
}

/** A gcp provider on an empty cloud with the APIs of the catalogue enabled. */
export async function gcp(cloud = LocalCloud.inMemory()): Promise<Driver> {
  const driver = await Driver.of(cloud);
  await driver.enable(
    "certificatemanager",
    "cloudresourcemanager",
    "compute",
    "dns",
    "iam",
    "run",
    "servicenetworking",
  );
  return driver;
}

export const types = {
  account: "gcp:serviceaccount/account:Account",
  address: "gcp:compute/globalAddress:GlobalAddress",
  backend: "gcp:compute/backendService:BackendService",
  certificate: "gcp:certificatemanager/certificate:Certificate",
  certificateMap: "gcp:certificatemanager/certificateMap:CertificateMap",
  certificateMapEntry: "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry",
  connection: "gcp:servicenetworking/connection:Connection",
  dnsAuthorization: "gcp:certificatemanager/dnsAuthorization:DnsAuthorization",
  dnsRecord: "cloudflare:index/dnsRecord:DnsRecord",
  endpointGroup: "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup",
  forwardingRule: "gcp:compute/globalForwardingRule:GlobalForwardingRule",
  httpProxy: "gcp:compute/targetHttpProxy:TargetHttpProxy",
  httpsProxy: "gcp:compute/targetHttpsProxy:TargetHttpsProxy",
  network: "gcp:compute/network:Network",
  projectMember: "gcp:projects/iAMMember:IAMMember",
  randomId: "random:index/randomId:RandomId",
  recordSet: "gcp:dns/recordSet:RecordSet",
  role: "gcp:projects/iAMCustomRole:IAMCustomRole",
  route: "gcp:compute/route:Route",
  securityPolicy: "gcp:compute/securityPolicy:SecurityPolicy",
  service: "gcp:cloudrunv2/service:Service",
  sslPolicy: "gcp:compute/sSLPolicy:SSLPolicy",
  subnet: "gcp:compute/subnetwork:Subnetwork",
  urlMap: "gcp:compute/uRLMap:URLMap",
  zone: "gcp:dns/managedZone:ManagedZone",
} as const;

/** The least that Cloud Run takes. */
export function service(template: PropertyMap = {}): PropertyMap {
  return {
    location: region,
    deletionProtection: false,
    template: { containers: [{ image: "europe-docker.pkg.dev/example/images/a" }], ...template },
  };
}
