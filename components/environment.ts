import * as cloudflare from "@pulumi/cloudflare";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { isRegion, regions as knownRegions, type Region, within } from "../contract";
import { Admission, type AdmissionArgs, admissionMistakes } from "./admission/admission";
import { type ImageRules, imageRules } from "./admission/images";
import { Foundation } from "./foundation";
import { type ExistingNetwork, existingNetworkMistakes } from "./foundation/existing-network";
import { mostInstances } from "./foundation/ranges";
import { propagationHooks } from "./iam/propagation";
import { type EdgeMode, type Kind, type KindDefaults, kindDefaults, kinds } from "./kinds";
import type { Slug } from "./naming";
import { nameRegister } from "./naming/register";
import { checksInto, isCount, type Mistake, refuse } from "./refuse";
import { channelMistakes, createChannels } from "./watch/channels";

/** Whether the cloud refuses to delete what serves or keeps data. */
export type Protection = "by-kind" | "on" | "off";

export interface EnvironmentArgs {
  /** Decides sizes, protection and the edge: see `kinds.ts`. */
  kind: Kind;
  /** Whose environment it is: a label, and part of names that environments share. Required in a developer environment. */
  owner?: string;
  /** Id of the Google Cloud project, which this environment has to itself. */
  project: string;
  /** The project's number: part of every service's address. */
  projectNumber: string;
  /** Region of what can never move: key rings, data sets, replicas of secrets. Never defaulted, never changed. */
  home: Region;
  /** Where services run. Adding or removing one touches no other. */
  regions: readonly Region[];
  /**
   * Those of them that requests are sent to; a region that is not here is drained: all stands there, and nobody is sent
   * there. At least one serves, and the first in `regions` answers where only one can. @default all of them
   */
  servingRegions?: readonly Region[];
  /** Regions left behind, whose subnets stay: a subnet cannot go for hours after its last service went. @default none */
  retiredRegions?: readonly Region[];
  /**
   * A network of the project that is there already, in place of one of the environment's own. It is looked at and left as it
   * is; a subnet without private access to Google's APIs, or too small for `instanceBudget`, is refused, and so is a project
   * without a private zone for `run.app.`. @default a network of the environment's own
   */
  existingNetwork?: ExistingNetwork;
  /**
   * Most instances that all services and jobs together may reach in one region, at most those that a subnet has addresses
   * for: the most that a flood of requests costs. @default by kind
   */
  instanceBudget?: number;
  /** Public hosts are made under this DNS name, as in `ada.example.dev`. */
  domain: string;
  /** Id of the Cloudflare zone that `domain` is in. */
  cloudflareZone: string;
  /** Id of the Cloudflare account that the zone and the buckets are in; no other level of trust has one in it. */
  cloudflareAccount: string;
  /** Who passes the identity proxy, as in `user:ada@example.dev`. Required where the edge is direct, refused elsewhere. */
  visitors?: readonly string[];
  /**
   * Who is told when something is wrong: e-mail addresses, or channels that exist
   * (`projects/PROJECT/notificationChannels/NUMBER`). Required where something runs by the clock, in a developer environment
   * apart. @default nobody
   */
  alerts?: readonly string[];
  /** Wakes databases that sleep, with the first `up` of each day. Refused where none sleeps. @default false */
  awake?: boolean;
  /**
   * Which images may be deployed: those that somebody attested, or those of certain repositories. Asked by every service, job
   * and worker pool. A project has one such policy, which is this environment's as the project is. @default any image
   */
  admission?: AdmissionArgs;
  /** Takes protection off before a `destroy` (`"off"`), or puts it on. @default "by-kind" */
  deletionProtection?: Protection;
}

const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * One environment: a developer's, staging or production, with its providers and the foundation under it.
 *
 * ```ts
 * const environment = new Environment("environment", {
 *   kind: "developer", owner: "ada", project: "registry-dev-ada", projectNumber: "123456789012",
 *   home: "europe-west1", regions: ["europe-west1"], domain: "ada.example.dev",
 *   cloudflareZone, cloudflareAccount, visitors: ["user:ada@example.dev"],
 * });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class Environment extends pulumi.ComponentResource {
  /** As given: see `EnvironmentArgs`. */
  readonly kind: Kind;
  /** As given. */
  readonly owner: string | undefined;
  /** As given. */
  readonly project: string;
  /** As given. */
  readonly projectNumber: string;
  /** As given. */
  readonly home: Region;
  /** As given, at least one. */
  readonly regions: readonly [Region, ...Region[]];
  /** As given, or all of them; in the order of `regions`. */
  readonly servingRegions: readonly [Region, ...Region[]];
  /** As given, or none. */
  readonly retiredRegions: readonly Region[];
  /** As given. */
  readonly domain: string;
  /** As given. */
  readonly cloudflareZone: string;
  /** As given. */
  readonly cloudflareAccount: string;
  /** As given, or not. */
  readonly awake: boolean;
  /** How requests from outside arrive, by kind. */
  readonly edge: EdgeMode;
  /** As given, or by kind. */
  readonly instanceBudget: number;
  /** As given; without one, the environment has a network of its own. */
  readonly existingNetwork: ExistingNetwork | undefined;
  /** What decides which images may be deployed; without one, any may. */
  readonly admission: Admission | undefined;
  /** What is asked of images before they are deployed. */
  readonly images: ImageRules;
  /** As given, or none. */
  readonly visitors: readonly string[];
  /** Whether the cloud refuses to delete what serves or keeps data: as given, or by kind. */
  readonly deletionProtection: boolean;
  /** What this kind of environment has its own values for. */
  readonly defaults: Readonly<KindDefaults>;
  /** This environment's part in names that environments share. */
  readonly slug: Slug;
  /** On everything that takes labels. */
  readonly labels: Readonly<Record<string, string>>;
  /** Makes every Google Cloud resource of the environment. */
  readonly gcp: gcp.Provider;
  /** Makes every Cloudflare resource of the environment; takes its token from `CLOUDFLARE_API_TOKEN`. */
  readonly cloudflare: cloudflare.Provider;
  /** Makes what is random and kept in the state. */
  readonly random: random.Provider;
  /** What lives as long as the project does. */
  readonly foundation: Foundation;
  /** Names of the channels that alerts notify, one for each of `alerts`. */
  readonly channels: readonly pulumi.Output<string>[];
  /** Retries what fails because a new account or grant is not known everywhere yet. */
  readonly propagation: pulumi.ResourceHookBinding;

  constructor(name: string, args: EnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("Environment", name, [...environmentMistakes(args), ...secondEnvironment(name)]);
    super("flotilla:index:Environment", name, {}, pulumi.mergeOptions(opts, { transformations: [nameRegister()] }));
    this.kind = args.kind;
    this.owner = args.owner;
    this.project = args.project;
    this.projectNumber = args.projectNumber;
    this.home = args.home;
    this.regions = [...args.regions] as [Region, ...Region[]];
    this.servingRegions = within(this.regions, args.servingRegions ?? this.regions) as [Region, ...Region[]];
    this.retiredRegions = args.retiredRegions ?? [];
    this.domain = args.domain;
    this.cloudflareZone = args.cloudflareZone;
    this.cloudflareAccount = args.cloudflareAccount;
    this.awake = args.awake ?? false;
    this.visitors = args.visitors ?? [];
    this.defaults = kindDefaults[args.kind];
    this.edge = this.defaults.edge;
    this.existingNetwork = args.existingNetwork;
    this.instanceBudget = args.instanceBudget ?? this.defaults.instanceBudget;
    this.deletionProtection = isProtected(args.deletionProtection, this.defaults);
    this.slug = this.defaults.owned ? `dev-${args.owner}` : args.kind;
    this.labels = { environment: args.kind, ...(args.owner && { owner: args.owner }), "managed-by": "flotilla" };
    this.propagation = propagationHooks(name);
    this.gcp = new gcp.Provider(
      `${name}-gcp`,
      { project: args.project, region: args.home, defaultLabels: this.labels },
      { parent: this },
    );
    this.cloudflare = new cloudflare.Provider(`${name}-cloudflare`, {}, { parent: this });
    this.random = new random.Provider(`${name}-random`, {}, { parent: this });
    this.foundation = new Foundation("foundation", this);
    this.images = imageRules(this.defaults, args.admission);
    this.admission = args.admission && new Admission("admission", this, args.admission);
    this.channels = createChannels(this, args.alerts ?? []);
    this.registerOutputs({ kind: this.kind, home: this.home, deletionProtection: this.deletionProtection });
  }

  /** What every component in this environment makes its resources with. */
  get providers(): pulumi.ProviderResource[] {
    return [this.gcp, this.cloudflare, this.random];
  }

  /**
   * A public host of this environment: `registry` → `registry.ada.example.dev`. A plain string, so that a service can be
   * told its own public name.
   * @throws {pulumi.InputPropertiesError} when the label is not one of DNS
   */
  host(label: string): string {
    if (!dnsLabel.test(label)) {
      const reason = `${JSON.stringify(label)} is not a DNS label: lower-case letters, digits and inner dashes, at most 63`;
      refuse("Host", label, [{ propertyPath: "label", reason }]);
    }
    return `${label}.${this.domain}`;
  }
}

function isProtected(
  setting: Protection = "by-kind",
  { deletionProtection }: Pick<KindDefaults, "deletionProtection">,
) {
  return setting === "by-kind" ? deletionProtection : setting === "on";
}

/** The environment of each program that is being run, by the engine that runs it. */
const environments = new WeakMap<object, string>();

/** An environment is a stack's root: its children have names of their own, which two would share. */
function secondEnvironment(name: string): Mistake[] {
  const engine = pulumi.runtime.getMonitor();
  if (!engine) return [];
  const first = environments.get(engine);
  environments.set(engine, first ?? name);
  if (first === undefined) return [];
  return [
    {
      propertyPath: "name",
      reason: `${JSON.stringify(first)} is the environment of this stack; another is a stack of its own`,
    },
  ];
}

/**
 * Everything wrong with an environment's arguments, without making anything. Arguments may be missing, so that a program
 * can tell all mistakes in its config at once.
 */
export function environmentMistakes(args: Partial<EnvironmentArgs>): Mistake[] {
  const {
    kind,
    owner,
    project,
    projectNumber,
    home,
    regions = [],
    servingRegions,
    retiredRegions = [],
    domain,
    cloudflareZone,
    cloudflareAccount,
    awake,
    existingNetwork,
    instanceBudget = 1,
    admission,
    visitors = [],
    alerts = [],
    deletionProtection = "by-kind",
  } = args;
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  const must = (ok: (value: string) => boolean, value: string | undefined, propertyPath: string, form: string) => {
    const reason = value === undefined ? `is missing; give ${form}` : `${JSON.stringify(value)} is not ${form}`;
    check(value !== undefined && ok(value), propertyPath, reason);
  };

  must((value) => kinds.some((known) => known === value), kind, "kind", `one of ${kinds.join(", ")}`);
  const defaults = kind && Object.hasOwn(kindDefaults, kind) ? kindDefaults[kind] : undefined;
  if (defaults?.owned || owner !== undefined) must((value) => ownerPattern.test(value), owner, "owner", ownerForm);
  must((value) => projectPattern.test(value), project, "project", projectForm);
  must((value) => numberPattern.test(value), projectNumber, "projectNumber", numberForm);
  must(isRegion, home, "home", "a region; what can never move will be there");
  check(regions.length > 0, "regions", "is missing; give the regions that services run in, such as europe-west1");
  mistakes.push(...regionMistakes("regions", regions), ...regionMistakes("retiredRegions", retiredRegions));
  for (const region of retiredRegions)
    check(!regions.includes(region), "retiredRegions", `${region} is in regions too; it is either in use or retired`);
  mistakes.push(...servingMistakes(regions, servingRegions, retiredRegions));
  must(isDomain, domain, "domain", "a DNS name such as ada.example.dev");
  must(
    (value) => protections.includes(value),
    deletionProtection,
    "deletionProtection",
    `one of ${protections.join(", ")}`,
  );
  const isId = (value: string) => /^[0-9a-f]{32}$/.test(value);
  must(isId, cloudflareZone, "cloudflareZone", "a zone's id, 32 hexadecimal digits");
  must(isId, cloudflareAccount, "cloudflareAccount", "an account's id, 32 hexadecimal digits");
  if (defaults)
    check(
      !awake || defaults.database.sleeps !== undefined,
      "awake",
      `databases of a ${kind} environment never sleep; leave it out`,
    );
  check(
    isCount(instanceBudget, 1, mostInstances),
    "instanceBudget",
    `${instanceBudget} is not between 1 and ${mostInstances}, for which a region's subnet has addresses`,
  );
  if (existingNetwork) mistakes.push(...existingNetworkMistakes(existingNetwork, regions, retiredRegions));
  if (admission) mistakes.push(...admissionMistakes(admission));
  if (defaults?.edge === "balanced")
    check(
      visitors.length === 0,
      "visitors",
      "pass no proxy here: everyone comes through the load balancer; leave it out",
    );
  if (defaults?.edge === "direct")
    check(visitors.length > 0, "visitors", "is missing; give who may open the services, as in user:ada@example.dev");
  visitors.forEach((visitor, i) => {
    must((value) => visitorPattern.test(value), visitor, `visitors[${i}]`, "user:, group: or domain: and an address");
    check(visitors.indexOf(visitor) === i, `visitors[${i}]`, `${visitor} is listed twice`);
  });
  return [...mistakes, ...channelMistakes("alerts", alerts)];
}

const protections: readonly string[] = ["by-kind", "on", "off"] satisfies Protection[];
const ownerPattern = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const ownerForm = "1 to 63 lower-case letters, digits and inner dashes, a letter first, such as ada";
const projectPattern = /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/;
const projectForm = "6 to 30 lower-case letters, digits and inner dashes, a letter first";
const numberPattern = /^[1-9]\d{5,12}$/;
const numberForm = "the number that gcloud projects describe prints as projectNumber";
const visitorPattern = /^(user|group):[^@\s]+@[^@\s]+$|^domain:[^@\s]+$/;

/** Leaves room for the hosts under it within the 253 characters of a DNS name. */
function isDomain(domain: string): boolean {
  return domain.length <= 189 && domain.includes(".") && domain.split(".").every((label) => dnsLabel.test(label));
}

function regionMistakes(propertyPath: string, regions: readonly string[]): Mistake[] {
  return regions.flatMap((region, i) => {
    if (!isRegion(region))
      return [
        {
          propertyPath: `${propertyPath}[${i}]`,
          reason: `${JSON.stringify(region)} is not a region${suggestion(region)}`,
        },
      ];
    if (regions.indexOf(region) < i)
      return [{ propertyPath: `${propertyPath}[${i}]`, reason: `${region} is listed twice` }];
    return [];
  });
}

function servingMistakes(
  regions: readonly Region[],
  serving: readonly Region[] | undefined,
  retired: readonly Region[],
): Mistake[] {
  if (serving === undefined) return [];
  const mistakes = regionMistakes("servingRegions", serving);
  const check = checksInto(mistakes);
  check(serving.length > 0, "servingRegions", "names no region, and one must answer; leave it out for all of them");
  serving.forEach((region, i) => {
    const remedy = retired.includes(region) ? "move it from retiredRegions to regions" : "add it to regions";
    check(
      !isRegion(region) || regions.includes(region),
      `servingRegions[${i}]`,
      `${region} is not in regions, so nothing runs there; ${remedy}, or take it out here`,
    );
  });
  return mistakes;
}

/** Regions that begin alike: most mistakes are a forgotten or wrong digit. */
function suggestion(wrong: string): string {
  const alike = Object.keys(knownRegions).filter((region) => region.startsWith(wrong.replace(/\d+$/, "")));
  return wrong.length > 3 && alike.length > 0 ? `; there are ${alike.join(", ")}` : "";
}
