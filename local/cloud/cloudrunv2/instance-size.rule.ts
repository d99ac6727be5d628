/**
 * An instance has the cores and the memory that Cloud Run gives, by the table in `contract/instances.ts`. What several
 * containers ask for is added up; that whole cores are of a list is no more than what each container is held to.
 */
import { type Generation, isCpu, isPartOfCore, mebibytesOf, memoryOf, millicoresOf, sizeText } from "../../../contract";
import type { PropertyMap } from "../../values";
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { objectOf } from "../typed";
import { hasGpu } from "./gpu-fits.rule";
import { containersOf, revisionOf, workloads } from "./revision";

export class InvalidLimit extends Refusal {
  constructor(limit: "cpu" | "memory", reason: string) {
    super(
      400,
      "badRequest",
      `spec.template.spec.containers.resources.limits.${limit}: Invalid value specified for ${limit}${reason}`,
    );
  }
}

export const instanceSize: Rule = {
  name: "instance-size",
  demands:
    "A container has 1, 2, 4, 6 or 8 cores, or a part of one from 80m on, and the instance as much memory as goes with its " +
    "cores. Less than a core is for the first generation alone, works on one request at a time, and has no CPU between " +
    "requests.",
  answer:
    "400 badRequest: Invalid value specified for cpu. Total cpu < 1 is not supported with concurrency > 1; or: Invalid value " +
    "specified for memory with gen2 execution environment. For 1.0 CPU, memory must be between 512Mi and 4Gi inclusive.",
  sources: [
    "nearform/slack-knowledgebase-chatgpt-responder#980",
    "MarkEdmondson1234/googleCloudRunner#137",
    "GoogleCloudPlatform/community#2105",
    "https://cloud.google.com/run/docs/configuring/services/cpu",
    "https://cloud.google.com/run/docs/configuring/services/memory-limits",
  ],
  types: workloads,
  before: ["create", "update"],
  check({ inputs, type }) {
    const containers = containersOf(inputs).map(({ container }) => container);
    if (containers.length === 0 || containers.some(hasGpu)) return; // a GPU's are judged by gpu-fits
    for (const container of containers) demandLegalCpu(container);
    const millicores = sum(containers, cpuOf);
    const generation = generationOf(type.token, inputs, millicores);
    if (isPartOfCore(millicores)) demandPartOfCore(inputs, containers, generation);
    demandLegalMemory(sum(containers, memoryAskedBy), millicores, generation);
  },
};

function limitOf(container: PropertyMap, name: string): string | undefined {
  const limit = objectOf(objectOf(container.resources).limits)[name];
  return limit === undefined || limit === null ? undefined : String(limit);
}

const cpuOf = (container: PropertyMap) => millicoresOf(limitOf(container, "cpu") ?? "1");
const memoryAskedBy = (container: PropertyMap) => mebibytesOf(limitOf(container, "memory") ?? "512Mi");

function sum(containers: readonly PropertyMap[], of: (container: PropertyMap) => number): number {
  return containers.reduce((total, container) => total + of(container), 0);
}

function demandLegalCpu(container: PropertyMap): void {
  if (isCpu(cpuOf(container))) return;
  throw new InvalidLimit(
    "cpu",
    `: ${limitOf(container, "cpu")}. Must be 1, 2, 4, 6, 8, or less than 1 and at least 0.08.`,
  );
}

/** Left out, Cloud Run takes the one that goes with the rest. Jobs and worker pools run in the second alone. */
function generationOf(token: string, inputs: PropertyMap, millicores: number): Generation {
  if (token !== "gcp:cloudrunv2/service:Service") return 2;
  const { executionEnvironment } = revisionOf(inputs);
  if (executionEnvironment === "EXECUTION_ENVIRONMENT_GEN2") return 2;
  return executionEnvironment === "EXECUTION_ENVIRONMENT_GEN1" || isPartOfCore(millicores) ? 1 : 2;
}

function demandPartOfCore(inputs: PropertyMap, containers: readonly PropertyMap[], generation: Generation): void {
  const unsupported = (what: string) => new InvalidLimit("cpu", `. Total cpu < 1 is not supported with ${what}.`);
  if (generation === 2) throw unsupported("gen2 execution environment");
  if (Number(revisionOf(inputs).maxInstanceRequestConcurrency ?? 1) > 1) throw unsupported("concurrency > 1");
  if (containers.some(({ resources }) => resources && objectOf(resources).cpuIdle !== true))
    throw unsupported("cpu always allocated (unthrottled)");
}

function demandLegalMemory(mebibytes: number, millicores: number, generation: Generation): void {
  const range = memoryOf(millicores, generation);
  if (!range) throw new InvalidLimit("cpu", `. Total cpu ${millicores / 1000} is more than an instance may have.`);
  if (mebibytes >= range.least && mebibytes <= range.most) return;
  const cores = Number.isInteger(millicores / 1000) ? (millicores / 1000).toFixed(1) : String(millicores / 1000);
  throw new InvalidLimit(
    "memory",
    `${generation === 2 ? " with gen2 execution environment" : ""}. For ${cores} CPU, memory must be between ` +
      `${sizeText(range.least)} and ${sizeText(range.most)} inclusive.`,
  );
}
