import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { at, type Props, Unknown, type Value } from "../values";

/**
 * What most of a stack's resources have is the environment's: its project, its label, and its provider, from which all of
 * these come where a resource does not say them.
 */
export default stackPolicy({
  name: "one-environment",
  refuses: "a resource that stands outside the environment that its stack is",
  because:
    "it has another project, another label, or another provider and so both: nobody finds it when the environment goes, and " +
    "its price is on another bill",
  fix: "leave project and the label environment out and take the provider from the environment (parent: a component of it); what belongs elsewhere gets a stack of its own",
  severity: "high",
  applies: (type) => type.startsWith("gcp:") || type.startsWith("cloudflare:"),
  checkStack(resources, report) {
    judge(resources, "project", ({ props }) => props.project, report);
    judge(resources, "labels.environment", ({ props }) => labelOf(props), report);
    for (const cloud of ["gcp", "cloudflare"])
      judge(
        resources.filter(({ type }) => type.startsWith(`${cloud}:`)),
        "provider",
        ({ provider }) => provider?.name,
        report,
      );
  },
});

/** What a resource says, or gets by its provider. */
function labelOf({ labels, effectiveLabels }: Props): Value | undefined {
  return at(labels, "environment") ?? at(effectiveLabels, "environment");
}

function judge(
  resources: readonly StackResource[],
  path: string,
  of: (resource: StackResource) => unknown,
  report: StackReport,
): void {
  const counts = new Map<string, number>();
  for (const resource of resources) {
    const value = of(resource);
    if (value === Unknown) report.unknown(resource, path);
    if (typeof value === "string" && value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const [usual] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  for (const resource of resources) {
    const value = of(resource);
    if (typeof value === "string" && value !== "" && value !== usual)
      report.violation(resource, path, `is ${value}, and not ${usual} as in the rest of the stack`);
  }
}
