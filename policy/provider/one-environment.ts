import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { at, Unknown, type Value } from "../values";
import { byFrequency } from "./usual";

/** By these a bill is split and an environment is found; the provider puts them on what takes labels. */
const environmentLabels = ["environment", "owner", "managed-by"];

/**
 * What most of a stack's resources have is the environment's: its project, its labels, and its provider, from which labels,
 * project and region come where a resource does not say them.
 */
export default stackPolicy({
  name: "one-environment",
  refuses: "a resource that stands outside the environment that its stack is",
  because:
    "it has another project, other labels, or another provider and so both: nobody finds it when the environment goes, and " +
    "its price is on another bill",
  fix:
    "leave project and the environment's labels out and take the provider from the environment (parent: a component of it); " +
    "what belongs elsewhere gets a stack of its own",
  severity: "high",
  applies: (type) => type.startsWith("gcp:") || type.startsWith("cloudflare:"),
  checkStack(resources, report) {
    judge(resources, "project", ({ props }) => props.project, report);
    for (const cloud of ["gcp", "cloudflare"])
      judge(
        resources.filter(({ type }) => type.startsWith(`${cloud}:`)),
        "provider",
        ({ provider }) => provider?.name,
        report,
      );
    // As they end up on the resource: its own over the provider's.
    const labelled = resources.filter(({ props }) => props.effectiveLabels !== undefined);
    for (const label of environmentLabels)
      judge(labelled, `labels.${label}`, ({ props }) => at(props.effectiveLabels, label) ?? none, report);
  },
});

const none = "(none)";

function judge(
  resources: readonly StackResource[],
  path: string,
  of: (resource: StackResource) => Value | undefined,
  report: StackReport,
): void {
  const values: string[] = [];
  for (const resource of resources) {
    const value = of(resource);
    if (value === Unknown) report.unknown(resource, path);
    if (typeof value === "string" && value !== "") values.push(value);
  }
  const [usual, other] = byFrequency(values);
  const all = [...new Set(values)];
  if (usual === undefined || other === undefined) return;
  const isDivided = usual[1] === other[1];
  for (const resource of resources) {
    const value = of(resource);
    if (typeof value !== "string" || !all.includes(value)) continue;
    if (isDivided) report.violation(resource, path, `is ${value}, and the stack is divided: ${all.join(", ")}`);
    else if (value !== usual[0])
      report.violation(resource, path, `is ${value}, and not ${usual[0]} as in the rest of the stack`);
  }
}
