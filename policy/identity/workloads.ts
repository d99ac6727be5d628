import { fallbacks } from "./fallbacks";

/** What runs code that somebody wrote; nodes and build machines are shared by their nature. */
export const workloads = [
  "gcp:cloudfunctions/function:Function",
  "gcp:cloudfunctionsv2/function:Function",
  "gcp:cloudrun/service:Service",
  "gcp:cloudrunv2/job:Job",
  "gcp:cloudrunv2/service:Service",
  "gcp:cloudrunv2/workerPool:WorkerPool",
] as const;

export type Workload = (typeof workloads)[number];

/** Where a workload says as whom it runs; undefined for what is none. */
export function accountPath(type: string): string | undefined {
  return isWorkload(type) ? fallbacks[type]?.[0]?.path : undefined;
}

export function isWorkload(type: string): type is Workload {
  return (workloads as readonly string[]).includes(type);
}
