import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Region } from "../../contract";
import { type Named, serviceName } from "./address";

/**
 * Where the edge is direct, an edge service stands behind Google's identity proxy: visitors pass the proxy, and the proxy
 * alone may call the service (cloud.google.com/run/docs/securing/identity-aware-proxy-cloud-run).
 */
export function admitVisitors(
  parent: pulumi.ComponentResource,
  named: Named,
  region: Region,
  service: pulumi.Resource,
): void {
  const { name, environment } = named;
  const { project, foundation, propagation } = environment;
  const options = { parent, hooks: propagation };
  const target = { project, location: region };
  const cloudName = serviceName(named);
  new gcp.cloudrunv2.ServiceIamMember(
    `${name}/proxy/${region}`,
    { ...target, name: cloudName, role: "roles/run.invoker", member: foundation.identityProxy },
    { ...options, dependsOn: service },
  );
  for (const visitor of environment.visitors)
    new gcp.iap.WebCloudRunServiceIamMember(
      `${name}/visit/${visitor}/${region}`,
      {
        ...target,
        cloudRunServiceName: cloudName,
        role: "roles/iap.httpsResourceAccessor",
        member: visitor,
      },
      { ...options, dependsOn: [service, foundation.api("iap.googleapis.com")] },
    );
}
