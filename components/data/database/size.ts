import { checksInto, type Mistake } from "../../refuse";
import { type Size, toMebibytes } from "../../units";

/**
 * A machine of Cloud SQL's edition Enterprise. `"micro"` and `"small"` share a core and have no service level agreement;
 * the others are cores and memory (cloud.google.com/sql/docs/postgres/create-instance#machine-types).
 */
export type DatabaseSize = "micro" | "small" | { cpu: number; memory: Size };

const shared = { micro: "db-f1-micro", small: "db-g1-small" } as const;

/** Cloud SQL's name for it, as in `db-custom-2-8192`. */
export function tierOf(size: DatabaseSize): string {
  return typeof size === "string" ? shared[size] : `db-custom-${size.cpu}-${toMebibytes(size.memory)}`;
}

/** Bounds: cloud.google.com/sql/docs/postgres/instance-settings#machine-type. */
export function sizeMistakes(size: DatabaseSize): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  if (typeof size === "string") {
    const names = Object.keys(shared).join(", ");
    check(Object.hasOwn(shared, size), "size", `${JSON.stringify(size)} is neither ${names} nor { cpu, memory }`);
    return mistakes;
  }
  const { cpu, memory } = size;
  const even = cpu === 1 || (Number.isInteger(cpu) && cpu % 2 === 0 && cpu >= 2 && cpu <= 96);
  check(even, "size.cpu", `${cpu} is neither 1 nor an even number up to 96`);
  const mebibytes = /^\d+(\.\d+)?(Mi|Gi)$/.test(memory) ? toMebibytes(memory) : undefined;
  check(mebibytes !== undefined, "size.memory", `${JSON.stringify(memory)} is not a size such as 8Gi`);
  if (!even || mebibytes === undefined) return mistakes;
  const least = Math.max(3840, Math.ceil((cpu * 0.9 * 1024) / 256) * 256);
  const most = cpu * 6.5 * 1024;
  check(
    mebibytes % 256 === 0 && mebibytes >= least && mebibytes <= most,
    "size.memory",
    `${memory} is not a multiple of 256Mi from ${least}Mi to ${most}Mi, for ${cpu} ${cpu === 1 ? "core" : "cores"}`,
  );
  return mistakes;
}
