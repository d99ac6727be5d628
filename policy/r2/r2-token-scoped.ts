import { policy, type Report } from "../policy";
import { find, type Props, Unknown, type Value } from "../values";
import { isOneBucket, r2Group, resourcesIn, tokens } from "./tokens";

export default policy({
  name: "r2-token-scoped",
  refuses: "a token that reaches more of Cloudflare than the buckets it names",
  because: "one workload's token then reads and writes the data of all, the buckets of tomorrow included",
  fix:
    "use the permission groups Workers R2 Storage Bucket Item Read and Write, and name each bucket in resources as " +
    "com.cloudflare.edge.r2.bucket.ACCOUNT_JURISDICTION_BUCKET (Flotilla: can: [bucket.read()])",
  severity: "high",
  applies: tokens,
  check({ props }, report) {
    for (const { path, value: policy } of find(props, "policies[]")) {
      if (policy === Unknown) report.unknown(path);
      else judgePolicy(path, policy as Props, report);
    }
  },
});

function judgePolicy(at: string, policy: Props, report: Report): void {
  if (policy.effect === "deny") return;
  const groups = find(policy, "permissionGroups[].id");
  for (const { path, value } of groups) {
    const group = r2Group(String(value));
    if (value === Unknown) report.unknown(`${at}.${path}`);
    else if (group?.oneBucket === false && policy.effect !== Unknown)
      report.violation(`${at}.${path}`, `is ${group.name}, which is for every bucket of the account`);
  }
  const ofBuckets = groups.some(({ value }) => value !== Unknown && r2Group(String(value))?.oneBucket);
  judgeResources(`${at}.resources`, policy, ofBuckets, report);
}

function judgeResources(path: string, { resources, effect }: Props, ofBuckets: boolean, report: Report): void {
  const named = resources === Unknown || effect === Unknown ? Unknown : resourcesIn(textOf(resources));
  if (named === Unknown) report.unknown(path);
  else if (named === undefined) report.violation(path, "is not JSON");
  else
    for (const resource of named) {
      if (resource.includes("*")) report.violation(path, `names ${resource}, which is whatever matches`);
      else if (ofBuckets && !isOneBucket(resource))
        report.violation(path, `names ${resource}, which is not one bucket`);
    }
}

/** Text in the provider's own form; an older one had a map. */
function textOf(resources: Value | undefined): string {
  return typeof resources === "string" ? resources : JSON.stringify(resources ?? {});
}
