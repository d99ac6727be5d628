/** Where a workload has variables, and where it names secrets: patterns as `find` reads them. */
import type { Workload } from "../identity/workloads";

export interface Places {
  /** Variables with a `name` and a `value`. */
  variables: readonly string[];
  /** Variables as a map from name to value. */
  maps: readonly string[];
  /** Words of the command line. */
  words: readonly string[];
  secrets: readonly { name: string; version: string }[];
}

function containers(base: string): Places {
  return {
    variables: [`${base}.containers[].envs[]`],
    maps: [],
    words: [`${base}.containers[].commands[]`, `${base}.containers[].args[]`],
    secrets: [
      {
        name: `${base}.containers[].envs[].valueSource?.secretKeyRef?.secret`,
        version: `${base}.containers[].envs[].valueSource?.secretKeyRef?.version`,
      },
      // Without items the newest version is mounted.
      { name: `${base}.volumes[].secret?.secret`, version: `${base}.volumes[].secret?.items[+].version` },
    ],
  };
}

function functions(base: string, maps: readonly string[]): Places {
  return {
    variables: [],
    maps,
    words: [],
    secrets: [
      { name: `${base}secretEnvironmentVariables[].secret`, version: `${base}secretEnvironmentVariables[].version` },
      { name: `${base}secretVolumes[].secret`, version: `${base}secretVolumes[].versions[+].version` },
    ],
  };
}

export const places: Readonly<Record<Workload, Places>> = {
  "gcp:cloudfunctions/function:Function": functions("", ["environmentVariables", "buildEnvironmentVariables"]),
  "gcp:cloudfunctionsv2/function:Function": functions("serviceConfig.", [
    "serviceConfig.environmentVariables",
    "buildConfig.environmentVariables",
  ]),
  "gcp:cloudrun/service:Service": {
    ...containers("template.spec"),
    secrets: [
      {
        name: "template.spec.containers[].envs[].valueFrom?.secretKeyRef?.name",
        version: "template.spec.containers[].envs[].valueFrom?.secretKeyRef?.key",
      },
      { name: "template.spec.volumes[].secret?.secretName", version: "template.spec.volumes[].secret?.items[+].key" },
    ],
  },
  "gcp:cloudrunv2/job:Job": containers("template.template"),
  "gcp:cloudrunv2/service:Service": containers("template"),
  "gcp:cloudrunv2/workerPool:WorkerPool": containers("template"),
};
