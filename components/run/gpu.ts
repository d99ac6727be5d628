import { gpus, isGpu, mebibytesOf, millicoresOf, type Region, sizeText } from "../../contract";
import { checksInto, type Mistake } from "../refuse";
import { coresText, type Size, sizeOf } from "./size";

/**
 * What a revision with a GPU says more. That a zone may fail is what other regions are for: an instance in each zone would
 * need a quota of its own and cost more.
 */
export function acceleratorOf({ gpu }: Size) {
  return gpu === undefined ? {} : { nodeSelector: { accelerator: gpu }, gpuZonalRedundancyDisabled: true };
}

/** `most`: what the service says itself of its instances, no default. */
export function gpuMistakes({ gpu, ...size }: Size, regions: readonly Region[], most: number | undefined): Mistake[] {
  if (gpu === undefined) return [];
  if (!isGpu(gpu))
    return [{ propertyPath: "gpu", reason: `${JSON.stringify(gpu)} is not among ${Object.keys(gpus).join(", ")}` }];
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  const { millicores, mebibytes, regions: having } = gpus[gpu];
  const { cpu, memory } = sizeOf({ gpu, ...size });
  check(
    !(millicoresOf(cpu) < millicores),
    "cpu",
    `${cpu} is less than the ${coresText(millicores)} that go with ${gpu}`,
  );
  check(
    !(mebibytesOf(memory) < mebibytes),
    "memory",
    `${memory} is less than the ${sizeText(mebibytes)} that go with ${gpu}`,
  );
  const without = regions.filter((region) => !having.some((one) => one === region));
  check(
    without.length === 0,
    "gpu",
    `there is no ${gpu} in ${without.join(", ")}; name regions that have it: ${having.join(", ")}`,
  );
  check(
    most !== undefined,
    "scaling.max",
    "is missing; say how many there may be, as far as the project's quota of GPUs goes",
  );
  return mistakes;
}
