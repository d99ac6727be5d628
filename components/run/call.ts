import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Region } from "../../contract";
import type { Environment } from "../environment";
import { type Capability, capability } from "../iam/capability";
import { refuse } from "../refuse";
import { nearestAddress, serviceName } from "./address";
import type { Exposure } from "./exposure";

/** What a caller's grants and variables are made from; nothing of it needs the callee to exist yet. */
export interface Callee {
  name: string;
  environment: Environment;
  exposure: Exposure;
  regions: readonly [Region, ...Region[]];
  /** The callee in a region, once it is made. */
  service(region: Region): pulumi.Input<pulumi.Resource>;
}

/**
 * Grants `roles/run.invoker` on the callee in each of its regions, beside the caller; gives `<NAME>_URL`, in each region of
 * the caller the address nearest to it.
 */
export function callCapability(callee: Callee): Capability<"grant" | "variables"> {
  const { name, environment, exposure, regions } = callee;
  if (exposure !== "internal") {
    const reason = `${JSON.stringify(name)} is not internal, so it asks nobody who calls; there is nothing to be granted`;
    refuse("Service", name, [{ propertyPath: "call", reason }]);
  }
  return capability({
    verb: "call",
    kind: "service",
    owner: name,
    variables: ["URL"],
    grant: (principal) => ({
      variables: { URL: (region) => nearestAddress(environment, name, region, regions) },
      beside: regions.map(
        (region) =>
          new gcp.cloudrunv2.ServiceIamMember(
            `${principal.name}/call/${name}/${region}`,
            {
              project: environment.project,
              location: region,
              name: serviceName(environment, name),
              role: "roles/run.invoker",
              member: principal.member,
            },
            {
              parent: principal.component,
              provider: environment.gcp,
              dependsOn: callee.service(region),
              hooks: environment.propagation,
            },
          ),
      ),
    }),
  });
}
