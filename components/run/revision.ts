/** A revision of a service, as Cloud Run takes it. */
import type * as gcp from "@pulumi/gcp";
import { toSeconds } from "../units";
import { containerOf } from "./container";
import { networkOf } from "./egress";
import type { Exposure } from "./exposure";
import { acceleratorOf } from "./gpu";
import { probesOf } from "./probes";
import { revisionOf } from "./release";
import type { Place } from "./routing";
import type { ServiceArgs } from "./service-args";
import { servingOf } from "./serving";
import { besideSidecars, isIdleBetweenRequests, millicoresTogether, sidecarContainers } from "./sidecars";
import { generationFor } from "./size";
import { telemetryVariables } from "./telemetry";
import { surroundingsOf, volumesOf, type Workload } from "./workload";

/** `service`: what `name` is called in the cloud. */
export function templateOf(
  name: string,
  service: string,
  { location, regions }: Place,
  args: ServiceArgs<Exposure>,
  workload: Workload,
): gcp.types.input.cloudrunv2.ServiceTemplate {
  const { variables = {}, probes = {}, telemetry } = args;
  const told = telemetry === undefined ? {} : telemetryVariables(name);
  const cpuIdle = isIdleBetweenRequests(args);
  const { port, concurrency, timeout, min, max } = servingOf(args, args.environment.defaults.instances);
  const { resources, ...container } = containerOf(args);
  return {
    ...revisionOf(args, service),
    serviceAccount: workload.identity.account.email,
    executionEnvironment: `EXECUTION_ENVIRONMENT_GEN${generationFor(millicoresTogether(args))}`,
    maxInstanceRequestConcurrency: concurrency,
    ...(args.sessionAffinity && { sessionAffinity: true }),
    timeout: `${toSeconds(timeout)}s`,
    scaling: { minInstanceCount: min, maxInstanceCount: max },
    vpcAccess: networkOf(workload, location, args),
    ...acceleratorOf(args),
    ...volumesOf(workload, args),
    containers: [
      {
        ...besideSidecars(args, "service"),
        ...container,
        ports: { containerPort: port, ...(args.protocol && { name: args.protocol }) },
        resources: { ...resources, cpuIdle, startupCpuBoost: true },
        ...surroundingsOf(workload, { ...args, variables: { ...told, ...variables } }, regions[0]),
        ...probesOf(probes, port),
      },
      ...sidecarContainers(args, regions[0]).map(({ resources, ...sidecar }) => ({
        ...sidecar,
        resources: { ...resources, cpuIdle },
      })),
    ],
  };
}
