/** The cases that lie beside the policies. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { CaseResource, ResourceCase, ResourceCases, StackCase, StackCases } from "../../policy/cases";
import type { Policy } from "../../policy/policy";

export interface LoadedCase {
  title: string;
  stack: readonly CaseResource[];
  at: readonly string[];
}

export interface LoadedCases {
  policy: Policy;
  /** The file without its ending, below `policy/`. */
  file: string;
  judges: "resource" | "stack";
  passing: LoadedCase[];
  failing: LoadedCase[];
  unknown: LoadedCase[];
  notApplicable: LoadedCase[];
}

const root = join(__dirname, "../../policy");

export function loadCases(): LoadedCases[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".cases.ts"))
    .sort()
    .map((file) => load(file, require(join(root, file)).default));
}

function load(file: string, given: ResourceCases | StackCases): LoadedCases {
  const { policy, passing, failing, unknown, notApplicable = [] } = given;
  const only = typeof policy.applies === "string" ? policy.applies : undefined;
  const one = (list: readonly (ResourceCase | StackCase)[] | string) =>
    (typeof list === "string" ? [] : list).map((found): LoadedCase => {
      const at = "at" in found ? (found.at as readonly string[]) : [];
      if ("stack" in found) return { title: found.title, stack: found.stack, at };
      const type = found.type ?? only;
      if (type === undefined) throw new Error(`${file}: the case "${found.title}" does not say its type`);
      return { title: found.title, stack: [{ ...found, type }], at };
    });
  return {
    policy,
    file: file.slice(0, -".cases.ts".length),
    judges: "check" in policy ? "resource" : "stack",
    passing: one(passing),
    failing: one(failing),
    unknown: one(unknown),
    notApplicable: one(notApplicable),
  };
}
