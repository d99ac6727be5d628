/** The Cloud Run services of a stack, and who may call them. */
import { Accounts, sourceOf } from "../identity/accounts";
import { everyoneIn, grantsIn } from "../identity/bindings";
import { CustomRoles } from "../identity/custom-roles";
import { isWide } from "../identity/wide-grants";
import { every, same, some } from "../known";
import type { StackResource } from "../policy";
import { at, type Known, type Props, Unknown, type Value } from "../values";
import { type Address, addressesIn } from "./addresses";

export const serviceTypes = ["gcp:cloudrun/service:Service", "gcp:cloudrunv2/service:Service"];

/** Grants on one service, and where each says on which. The identity proxy stands in for the invoker. */
const onService: readonly { types: RegExp; name: string }[] = [
  { types: /^gcp:cloudrunv2\/serviceIam(Member|Binding|Policy):/, name: "name" },
  { types: /^gcp:cloudrun\/iam(Member|Binding|Policy):/, name: "service" },
  { types: /^gcp:iap\/webCloudRunServiceIam(Member|Binding|Policy):/, name: "cloudRunServiceName" },
];

/** Whether a resource may let somebody call a service. */
export function letsCall(type: string): boolean {
  return isWide(type) || onService.some(({ types }) => types.test(type));
}

/** The roles that hold `run.routes.invoke` (cloud.google.com/iam/docs/roles-permissions/run), and the proxy's. */
const calling = [
  "roles/run.invoker",
  "roles/run.servicesInvoker",
  "roles/run.admin",
  "roles/run.developer",
  "roles/run.editor",
  "roles/run.sourceDeveloper",
  "roles/editor",
  "roles/owner",
  "roles/iap.httpsResourceAccessor",
];

export class Services {
  readonly #services: readonly StackResource[];
  /** Numbers of the project, as far as its services tell. */
  readonly #numbers: ReadonlySet<string>;
  readonly #grants: readonly StackResource[];
  readonly #accounts: Accounts;
  readonly #roles: CustomRoles;

  constructor(resources: readonly StackResource[]) {
    this.#services = resources.filter(({ type }) => serviceTypes.includes(type));
    this.#numbers = new Set(this.#services.flatMap(hostsOf).flatMap((host) => numberIn(host) ?? []));
    this.#grants = resources.filter(({ type }) => letsCall(type));
    this.#accounts = new Accounts(resources);
    this.#roles = new CustomRoles(resources);
  }

  /** The services of the stack that an address may mean. */
  at(address: Address): readonly StackResource[] | typeof Unknown {
    if (address.number !== undefined && this.#numbers.size > 0 && !this.#numbers.has(address.number)) return [];
    const found = this.#services.filter((service) => answersAt(service, address) === true);
    if (found.length > 0) return found;
    return this.#services.some((service) => answersAt(service, address) === Unknown) ? Unknown : [];
  }

  /** Whether requests with this account's token are let in, in one of the service's regions where it is told which. */
  lets(account: string, service: StackResource, region?: string): Known {
    const open = service.props.invokerIamDisabled;
    return open === true ? true : some([open === Unknown ? Unknown : false, this.#granted(account, service, region)]);
  }

  #granted(account: string, service: StackResource, region: string | undefined): Known {
    return some(
      this.#grants.flatMap((grant) => {
        const reaches = reachesService(grant, service, region);
        if (reaches === false) return [];
        // On one service a custom role was granted for something; on the whole project it may be for anything.
        const outside = !isWide(grant.type);
        return grantsIn(grant.props).map(({ role, member, path }) =>
          every(
            reaches,
            this.#roles.holds(grant, role, { permission: "run.routes.invoke", byGoogle: calling, outside }),
            this.#means(grant, path, member, account),
          ),
        );
      }),
    );
  }

  #means(grant: StackResource, path: string, member: Value, account: string): Known {
    if (typeof member === "string" && everyoneIn(member) !== undefined) return true;
    const key = this.#accounts.named(grant, path, member)?.key;
    if (key === undefined) return Unknown;
    if (key === account) return true;
    // An account that is made in this run has no address yet: a known one may be its.
    return isUrn(key) !== isUrn(account) ? Unknown : false;
  }
}

const numberIn = (host: string) => addressesIn(host)[0]?.number;

/** By the addresses it is known to have in that form; by its name and region where it has none yet. */
function answersAt(service: StackResource, { host, name, region, number }: Address): Known {
  if (region === undefined && number !== undefined) return same(nameOf(service), name); // in whichever region
  const hosts = hostsOf(service).filter((one) => one.endsWith(".a.run.app") === host.endsWith(".a.run.app"));
  if (hosts.length > 0) return hosts.includes(host);
  return every(same(nameOf(service), name), isInRegion(service.props, region));
}

function reachesService(grant: StackResource, service: StackResource, region: string | undefined): Known {
  if (isWide(grant.type)) return isSame(grant.props.project, service.props.project) !== false;
  const named = grantedName(grant);
  const made = named === Unknown ? sourceOf(grant, propertyOf(grant), service.type) : undefined;
  const isNamed = made ? made.urn === service.urn : isSame(named, nameOf(service));
  return every(
    isNamed,
    isGrantedIn(grant.props, service.props.location, region),
    isSame(grant.props.project, service.props.project),
  );
}

function grantedName(grant: StackResource): Value {
  const name = grant.props[propertyOf(grant)] ?? "";
  return typeof name === "string" ? name.replace(/^.*\//, "") : name;
}

function propertyOf({ type }: StackResource): string {
  return onService.find(({ types }) => types.test(type))?.name ?? "name";
}

export function nameOf({ props }: StackResource): Value {
  return props.name ?? at(props.metadata, "name") ?? Unknown;
}

function hostsOf({ props }: StackResource): string[] {
  const urls = [props.urls, props.uri].flat().filter((url) => typeof url === "string");
  return urls.map((url) => url.replace(/^https:\/\//, ""));
}

/** One that is made at `global` is in the regions that it names. */
export function isInRegion({ location, multiRegionSettings }: Props, region: Value | undefined): Known {
  if (location !== "global") return isSame(location, region);
  const regions = at(multiRegionSettings, "regions");
  if (Array.isArray(regions)) return some(regions.map((one) => isSame(one, region)));
  return regions === Unknown ? Unknown : true;
}

/** On a service that is in several regions, a grant counts in its own. */
function isGrantedIn({ location }: Props, ofService: Value | undefined, region: string | undefined): Known {
  return location === "global" ? true : isSame(location, ofService === "global" ? region : ofService);
}

/** What is not given is the provider's, and so the same. */
function isSame(one: Value | undefined, other: Value | undefined): Known {
  if (one === undefined || other === undefined) return true;
  return same(one, other);
}

const isUrn = (key: string) => key.startsWith("urn:");
