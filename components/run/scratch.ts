import { mebibytesOf } from "../../contract";
import { checksInto, type Mistake } from "../refuse";
import type { Size as Memory } from "../units";
import { whyNotMounted } from "./folders";
import { type Size, sizeOf } from "./size";

/** Folders of a container that are kept in memory. */
export interface ScratchArgs {
  /**
   * Folders in memory, each with the most that it holds, as in `{ "/cache": "256Mi" }`. What is in them counts as memory of
   * the container, and is gone with the instance. @default none
   */
  scratch?: Readonly<Record<string, Memory>>;
}

/** A volume is called as a DNS label is; folders are told apart by their place in an order of their own. */
const volumesOf = ({ scratch = {} }: ScratchArgs) =>
  Object.keys(scratch)
    .sort()
    .map((mountPath, i) => ({ name: `scratch-${i + 1}`, mountPath, sizeLimit: scratch[mountPath] }));

export const scratchVolumes = (args: ScratchArgs) =>
  volumesOf(args).map(({ name, sizeLimit }) => ({ name, emptyDir: { medium: "MEMORY", sizeLimit } }));

export const scratchMounts = (args: ScratchArgs) => volumesOf(args).map(({ name, mountPath }) => ({ name, mountPath }));

export function scratchMistakes({ scratch = {}, ...size }: ScratchArgs & Size): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  for (const [folder, most] of Object.entries(scratch)) {
    const path = `scratch[${JSON.stringify(folder)}]`;
    const why = whyNotMounted(folder);
    check(why === undefined, path, String(why));
    check(/^[1-9]\d*(Mi|Gi)$/.test(most), path, `${JSON.stringify(most)} is not a size such as 256Mi`);
  }
  if (mistakes.length > 0) return mistakes;
  const total = Object.values(scratch).reduce((sum, most) => sum + mebibytesOf(most), 0);
  const { memory } = sizeOf(size);
  const reason = `holds up to ${total}Mi, which are taken from the container's ${memory} and leave it none`;
  check(!(total >= mebibytesOf(memory)), "scratch", `${reason}; give it more memory`);
  return mistakes;
}
