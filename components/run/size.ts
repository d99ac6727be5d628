import {
  type Generation,
  type Gpu,
  isCpu,
  isPartOfCore,
  type Millicores,
  mebibytesOf,
  memoryOf,
  millicoresOf,
  sizeText,
  type WholeCores,
  wholeCores,
} from "../../contract";
import { checksInto, type Mistake } from "../refuse";
import type { Size as Memory } from "../units";

/** How much a container gets, whole cores alone. */
export interface WholeSize {
  /** Cores. @default 1 */
  cpu?: WholeCores;
  /** Memory: 512Mi to 4Gi on 1 core, to 8Gi on 2, 2Gi to 16Gi on 4, 4Gi to 24Gi on 6, to 32Gi on 8. @default "512Mi" */
  memory?: Memory;
}

/** How much the container of a service gets. */
export interface Size {
  /** A GPU of its own. @default none */
  gpu?: Gpu;
  /** Cores, or a part of one in thousandths, as in `"250m"`. @default 1 */
  cpu?: WholeCores | Millicores;
  /** Memory, within what goes with the cores. @default "512Mi" */
  memory?: Memory;
}

/** As Cloud Run takes it. */
export function sizeOf({ gpu, cpu = gpu ? 4 : 1, memory = gpu ? "16Gi" : "512Mi" }: Size): {
  cpu: string;
  memory: Memory;
} {
  return { cpu: String(cpu), memory };
}

/** The execution environment that a size runs in: the first generation for less than a core, the second for all else. */
export function generationOf(size: Size): Generation {
  return generationFor(millicoresOf(sizeOf(size).cpu));
}

export function generationFor(millicores: number): Generation {
  return isPartOfCore(millicores) ? 1 : 2;
}

/** What is wrong with a size of whole cores, for a container alone in its instance. */
export function sizeMistakes(size: Size): Mistake[] {
  const mistakes = quantityMistakes("", size, "whole");
  if (mistakes.length > 0) return mistakes;
  const { cpu, memory } = sizeOf(size);
  return memoryMistakes("memory", mebibytesOf(memory), memory, millicoresOf(cpu), generationOf(size));
}

/** What is wrong with the quantities themselves, whatever else is in the instance. */
export function quantityMistakes(path: string, size: Size, parts: "with parts" | "whole"): Mistake[] {
  const { cpu, memory } = sizeOf(size);
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  const millicores = millicoresOf(cpu);
  const legal = isCpu(millicores) && (parts === "with parts" || !isPartOfCore(millicores));
  const part = parts === "with parts" ? ', nor a part of a core from "80m" to "999m"' : "";
  check(legal, `${path}cpu`, `${cpu} is not among ${wholeCores.join(", ")}${part}`);
  const known = /^\d+(\.\d+)?(Mi|Gi)$/.test(memory);
  check(known, `${path}memory`, `${JSON.stringify(memory)} is not a size such as 512Mi`);
  return mistakes;
}

/** What is wrong with memory for the CPU that an instance has. */
export function memoryMistakes(
  propertyPath: string,
  mebibytes: number,
  given: string,
  millicores: number,
  generation: Generation,
): Mistake[] {
  const range = memoryOf(millicores, generation);
  if (!range) return [{ propertyPath, reason: `no instance has ${coresText(millicores)}; 8 are the most` }];
  if (mebibytes >= range.least && mebibytes <= range.most) return [];
  const { least, most } = range;
  const reason = `${given} is not between ${sizeText(least)} and ${sizeText(most)}, for ${coresText(millicores)}`;
  return [{ propertyPath, reason }];
}

export function coresText(millicores: number): string {
  if (isPartOfCore(millicores)) return `${millicores}m of a core`;
  return millicores === 1000 ? "1 core" : `${millicores / 1000} cores`;
}
