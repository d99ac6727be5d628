/** What a test asks of services, jobs and worker pools, as they were declared. */
import type { Declared } from "./declare";

export const jobType = "gcp:cloudrunv2/job:Job";
export const poolType = "gcp:cloudrunv2/workerPool:WorkerPool";
export const serviceType = "gcp:cloudrunv2/service:Service";

/** How it runs; a job's is one deeper. */
export const templateOf = ({ type, inputs }: Declared) =>
  type === jobType ? inputs.template.template : inputs.template;

interface Variable {
  name: string;
  value?: string;
  valueSource?: { secretKeyRef: { secret: string; version: string } };
}

/** Name → value, or `secret@version`, in the order that they are declared in. */
export const variablesOf = (workload: Declared): Record<string, string | undefined> =>
  Object.fromEntries(
    (templateOf(workload).containers[0].envs as Variable[]).map(({ name, value, valueSource }) => [
      name,
      valueSource ? `${valueSource.secretKeyRef.secret}@${valueSource.secretKeyRef.version}` : value,
    ]),
  );

/** Every grant but those of observing oneself, as `name: role`. */
export const grantsIn = (declared: readonly Declared[]): string[] =>
  declared
    .filter(({ type, name }) => /I[Aa][Mm]Member$/.test(type) && !name.endsWith("/observe"))
    .map(({ name, inputs }) => `${name}: ${inputs.role}`);

/** One after the other: there is one program at a time. */
export async function inTurn<T, R>(all: readonly T[], act: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const one of all) results.push(await act(one));
  return results;
}
