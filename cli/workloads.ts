/** The workloads of a deployment, with the variables that each container is given. */
import { z } from "zod";
import type { Deployment } from "../review";

export interface Workload {
  name: string;
  region: string;
  project: string;
  variables: readonly Variable[];
}

export type Variable =
  | { name: string; value: string }
  /** In Secret Manager, at this version. */
  | { name: string; secret: string; version: string }
  /** Kept secret by the state, or known after an update alone. */
  | { name: string; value: undefined };

const types = ["gcp:cloudrunv2/service:Service", "gcp:cloudrunv2/workerPool:WorkerPool", "gcp:cloudrunv2/job:Job"];

const container = z.object({
  ports: z.unknown().optional(),
  envs: z
    .array(
      z.object({
        name: z.string(),
        value: z.unknown().optional(),
        valueSource: z.object({ secretKeyRef: z.object({ secret: z.string(), version: z.string() }) }).optional(),
      }),
    )
    .nullish(),
});
const instances = z.object({ containers: z.array(container) });
const shape = z.object({
  name: z.string(),
  location: z.string(),
  project: z.string(),
  // Of a job, the template of its tasks is inside that of an execution.
  template: z.union([instances, z.object({ template: instances }).transform(({ template }) => template)]),
});

/** In the order in which they were declared: of a workload in several regions, the first of these first. */
export function workloadsIn(deployment: Deployment): Workload[] {
  return deployment.flatMap(({ type, properties }) => {
    const read = types.includes(type) ? shape.safeParse(properties) : undefined;
    if (!read?.success) return [];
    const { name, location: region, project, template } = read.data;
    const [first] = template.containers;
    const { envs } = template.containers.find(({ ports }) => ports) ?? first ?? {};
    return [{ name, region, project, variables: (envs ?? []).map(variableOf) }];
  });
}

/** What stands for a value that is not shown, in a state that was opened and in one that was not. */
const hidden = ["[secret]", "[unknown]", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"];

function variableOf({ name, value, valueSource }: NonNullable<z.output<typeof container>["envs"]>[number]): Variable {
  if (valueSource) return { name, ...valueSource.secretKeyRef };
  const isShown = typeof value === "string" && !hidden.includes(value);
  return { name, value: isShown ? value : undefined };
}
