import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Region } from "../../contract";
import { Component } from "../component";
import type { Environment } from "../environment";
import { randomName, stableName } from "../naming";
import { type Api, apis } from "./apis";
import { lookUpNetwork } from "./existing-network";
import { createNetwork, type Network } from "./network";

/** Roles of the environment's own, where Google's allow too much, or would take several grants of the project's 1,500. */
const ownRoles = {
  attest: {
    title: "Keep attestations",
    description: "Creates what attestations of images are kept as, and changes or deletes none",
    // Of a project alone: an occurrence has no policy of its own.
    permissions: ["containeranalysis.occurrences.create"],
  },
  observe: {
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
  sleep: {
    title: "Put a database to sleep",
    description: "Changes the settings of the Cloud SQL instance it is granted on",
    permissions: ["cloudsql.instances.get", "cloudsql.instances.update"],
  },
} as const;

export type OwnRole = keyof typeof ownRoles;

/**
 * What lives as long as the project does, costs next to nothing idle and cannot be torn down quickly: a subnet is held
 * for hours after its last service, a peering for days (cloud-facts, section 6). It is protected as a whole. `destroy`
 * with `--exclude-protected` leaves it where it is, and the next `up` finds it unchanged; leaving for good means deleting
 * the project.
 */
export class Foundation extends Component {
  /** Name of a role of the environment's own, as grants take it. */
  readonly roles: Readonly<Record<OwnRole, pulumi.Output<string>>>;
  /** The network that workloads are in: the environment's own, or one that was there. */
  readonly network: Omit<Network, "subnets" | "madeSubnets">;
  /** Id of the home region's key ring. A ring cannot be deleted, and its name is never free again. */
  readonly keyRing: pulumi.Output<string>;
  /** The account of Google's identity proxy in this project, as IAM writes it. */
  readonly identityProxy: pulumi.Output<string>;
  /** The account that Pub/Sub delivers, forwards and writes with in this project, as IAM writes it. */
  readonly pubsubAgent: pulumi.Output<string>;
  readonly #apis: ReadonlyMap<Api, gcp.projects.Service>;
  readonly #subnets: Pick<Network, "subnets" | "madeSubnets">;

  constructor(name: string, environment: Environment, opts?: pulumi.ComponentResourceOptions) {
    super("foundation:Foundation", name, environment, { ...opts, protect: true });
    this.#apis = this.#enableApis(environment);
    const network = environment.existingNetwork
      ? lookUpNetwork(this, environment, environment.existingNetwork)
      : createNetwork(this, environment, (api) => this.api(api));
    this.network = network;
    this.#subnets = network;
    this.#takeRightsFromDefaultAccounts(environment);
    this.roles = this.#createRoles(environment);
    // Made where the edge is balanced too: what is protected cannot go when an environment changes its edge.
    this.identityProxy = this.#createAgent(environment, "identity-proxy", "iap.googleapis.com");
    this.pubsubAgent = this.#createAgent(environment, "pubsub-agent", "pubsub.googleapis.com");
    this.keyRing = this.#createKeyRing(environment).id;
    this.registerOutputs({});
  }

  /** To wait for, in the options of what needs the API. */
  api(api: Api): pulumi.Resource {
    const service = this.#apis.get(api);
    if (!service) throw new Error(`${api} is not enabled: add it to components/foundation/apis.ts`);
    return service;
  }

  /** Id of the subnet in a region that the environment serves or has retired. */
  subnet(region: Region): pulumi.Output<string> {
    const subnet = this.#subnets.subnets.get(region);
    if (!subnet) throw new Error(`there is no subnet in ${region}: it is not among the environment's regions`);
    return subnet;
  }

  /** To wait for, in the options of what finds subnets by the network's name alone. */
  subnetsIn(regions: readonly Region[]): pulumi.Resource[] {
    return regions.flatMap((region) => this.#subnets.madeSubnets.get(region) ?? []);
  }

  #enableApis({ project }: Environment): Map<Api, gcp.projects.Service> {
    return new Map(
      apis.map((api) => [
        api,
        new gcp.projects.Service(api, { project, service: api, disableOnDestroy: false }, { parent: this }),
      ]),
    );
  }

  /** The powerful accounts that Google makes with a project keep existing, since products break without them. */
  #takeRightsFromDefaultAccounts({ project }: Environment): void {
    new gcp.projects.DefaultServiceAccounts(
      "default-accounts",
      { project, action: "DEPRIVILEGE", restorePolicy: "NONE" },
      {
        parent: this,
        dependsOn: [
          this.api("cloudresourcemanager.googleapis.com"), // keeps the policy that they are taken out of
          this.api("compute.googleapis.com"), // brings one of them
          this.api("iam.googleapis.com"),
        ],
      },
    );
  }

  /** Makes Google's own account for a service exist, and tells it. */
  #createAgent({ project }: Environment, name: string, service: Api): pulumi.Output<string> {
    const agent = new gcp.projects.ServiceIdentity(
      name,
      { project, service },
      { parent: this, dependsOn: [this.api(service)] },
    );
    return agent.member;
  }

  #createKeyRing({ project, home, slug }: Environment): gcp.kms.KeyRing {
    return new gcp.kms.KeyRing(
      "key-ring",
      { project, location: home, name: stableName("gcp:kms/keyRing:KeyRing", slug, "flotilla") },
      { parent: this, dependsOn: [this.api("cloudkms.googleapis.com")] },
    );
  }

  #createRoles(environment: Environment): Record<OwnRole, pulumi.Output<string>> {
    // Kept by the home region and protected: a program that changes `home` is refused before it changes anything.
    const home = new random.RandomId("home", { byteLength: 3, keepers: { home: environment.home } }, { parent: this });
    const create = (key: OwnRole) => {
      const type = "gcp:projects/iAMCustomRole:IAMCustomRole";
      const { stem, separator } = randomName(type, environment.slug, "flotilla", key);
      const { title, description, permissions } = ownRoles[key];
      const role = new gcp.projects.IAMCustomRole(
        key,
        {
          project: environment.project,
          roleId: pulumi.interpolate`${stem}${separator}${home.hex}`,
          title,
          description,
          permissions: [...permissions],
        },
        { parent: this, dependsOn: [this.api("iam.googleapis.com")] },
      );
      return role.name;
    };
    return { attest: create("attest"), observe: create("observe"), sleep: create("sleep") };
  }
}
