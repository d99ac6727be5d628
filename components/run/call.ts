import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { nearest, type Region } from "../../contract";
import { type Capability, capability, type Principal } from "../iam/capability";
import { refuse } from "../refuse";
import { type Named, serviceAddress, serviceName } from "./address";
import type { Exposure } from "./exposure";

/** What a caller's grants and variables are made from; nothing of it needs the callee to exist yet. */
export interface Callee extends Named {
  exposure: Exposure;
  /** Where it runs. */
  regions: readonly [Region, ...Region[]];
  /** Where it is sent requests. */
  serving: readonly [Region, ...Region[]];
  /** The callee in a region, once it is made. */
  service(region: Region): pulumi.Input<pulumi.Resource>;
  /**
   * All that requests there need: the callee, its grants, and the same of whatever it calls. `seen`: whom this has been
   * asked already, since services call each other.
   */
  ready(region: Region, seen?: Set<unknown>): Promise<pulumi.Resource[]>;
  /**
   * Whether callers are deployed after it, and their grants on it. Only what is there before its callers in the program can
   * be waited for: all others might wait for each other.
   */
  isAwaited: boolean;
}

/**
 * Grants `roles/run.invoker` on the callee in each of its regions, beside the caller, or before it; gives `<NAME>_URL`, in
 * each region of the caller the address nearest to it that is sent requests.
 */
export function callCapability(callee: Callee): Capability<"grant" | "variables"> {
  const { name, exposure, regions } = callee;
  if (exposure !== "internal") {
    const reason = `${JSON.stringify(name)} is not internal, so it asks nobody who calls; there is nothing to be granted`;
    refuse("Service", name, [{ propertyPath: "call", reason }]);
  }
  return capability({
    verb: "call",
    kind: "service",
    owner: name,
    unfit: {
      workflow:
        "an internal service answers in the network alone, which a runner of GitHub is not in; run a job that calls it",
    },
    variables: ["URL"],
    varies(asking) {
      const called = new Set(asking.map((region) => calledIn(callee, { isAsked: true }, region)));
      if (called.size < 2) return undefined;
      return (
        `is nearest in ${[...called].join(", ")}, so that its address is another in each region, and a native service has ` +
        `one for all: give ${name} one region, or have this service's routing be "regional"`
      );
    },
    grant: (principal) => {
      const grants = regions.map((region) => createGrant(callee, principal, region));
      return {
        variables: { URL: (region) => serviceAddress(callee, calledIn(callee, principal, region)) },
        ready: (region, seen) => callee.ready(calledIn(callee, principal, region), seen),
        ...(callee.isAwaited ? { before: grants } : { beside: grants }),
      };
    },
  });
}

function createGrant(callee: Callee, principal: Principal, region: Region): gcp.cloudrunv2.ServiceIamMember {
  const { name, formerName, environment } = callee;
  return new gcp.cloudrunv2.ServiceIamMember(
    `${principal.name}/call/${name}/${region}`,
    {
      project: environment.project,
      location: region,
      name: serviceName(callee),
      role: "roles/run.invoker",
      member: principal.member,
    },
    {
      parent: principal.component,
      provider: environment.gcp,
      dependsOn: callee.service(region),
      hooks: environment.propagation,
      deleteBeforeReplace: false, // where the service changes its name, callers are still told the former one
      ...(formerName !== undefined && {
        aliases: [{ name: `${principal.name}/call/${formerName}/${region}` }],
      }),
    },
  );
}

/**
 * Where a caller in a region calls. Services that are drained stay by themselves: nobody asks them, so nothing of them
 * changes, and a new region can be tried before anyone is sent there.
 */
function calledIn(
  { regions, serving }: Callee,
  { isAsked = false }: Pick<Principal, "isAsked">,
  region: Region,
): Region {
  return isAsked && regions.includes(region) ? region : nearest(region, serving);
}
