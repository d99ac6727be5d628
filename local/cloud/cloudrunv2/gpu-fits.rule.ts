/**
 * An instance with a GPU has what goes with it, by the table in `contract/gpus.ts`, in a region that has it. No source for
 * the words was found: they are ours.
 */
import { gpus, isGpu, mebibytesOf, millicoresOf, sizeText } from "../../../contract";
import type { PropertyMap } from "../../values";
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { objectOf, textOf } from "../typed";
import { regionsOf } from "./regions";
import { containersOf, revisionOf, workloads } from "./revision";

export class GpuDoesNotFit extends Refusal {
  constructor(reason: string) {
    super(400, "badRequest", `spec.template.spec: ${reason}`);
  }
}

export const gpuFits: Rule = {
  name: "gpu-fits",
  demands:
    "One container of an instance has the GPU, of a type that Cloud Run has in that region, with the cores and the memory that " +
    "go with it, and keeps its cores between requests.",
  answer: "400 badRequest",
  sources: [
    "https://cloud.google.com/run/docs/configuring/services/gpu",
    "no source found for the answer: the words are ours",
  ],
  types: workloads,
  before: ["create", "update"],
  check({ inputs }) {
    const holders = containersOf(inputs)
      .map(({ container }) => container)
      .filter(hasGpu);
    if (holders.length === 0) return;
    if (holders.length > 1) throw new GpuDoesNotFit("a GPU can be attached to one container only.");
    demandFit(inputs, holders[0] as PropertyMap);
  },
};

export function hasGpu(container: PropertyMap): boolean {
  return limitOf(container, "nvidia.com/gpu") !== undefined;
}

const limitOf = (container: PropertyMap, name: string) => {
  const limit = objectOf(objectOf(container.resources).limits)[name];
  return limit === undefined || limit === null ? undefined : String(limit);
};

function demandFit(inputs: PropertyMap, container: PropertyMap): void {
  const accelerator = textOf(objectOf(revisionOf(inputs).nodeSelector).accelerator);
  if (accelerator === undefined) throw new GpuDoesNotFit("a container with a GPU needs a node selector of its type.");
  if (!isGpu(accelerator)) return; // of other types nothing is known here
  const { millicores, mebibytes, regions } = gpus[accelerator];
  const without = regionsOf(inputs).find((location) => !regions.some((region) => region === location));
  if (without !== undefined)
    throw new GpuDoesNotFit(`accelerator ${accelerator} is not available in region ${without}.`);
  if (millicoresOf(limitOf(container, "cpu") ?? "1") < millicores)
    throw new GpuDoesNotFit(`accelerator ${accelerator} needs at least ${millicores / 1000} CPU.`);
  if (mebibytesOf(limitOf(container, "memory") ?? "512Mi") < mebibytes)
    throw new GpuDoesNotFit(`accelerator ${accelerator} needs at least ${sizeText(mebibytes)} of memory.`);
  if (objectOf(container.resources).cpuIdle === true)
    throw new GpuDoesNotFit("a container with a GPU has its CPU always allocated.");
}
