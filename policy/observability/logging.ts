/** What routes, drops, keeps and counts logs, on each level that Google has. */
const levels = {
  billingAccount: "BillingAccount",
  folder: "Folder",
  organization: "Organization",
  project: "Project",
};

const onEachLevel = (kind: string) =>
  Object.entries(levels).map(([file, level]) => `gcp:logging/${file}${kind}:${level}${kind}`);

export const sinks = onEachLevel("Sink");
export const exclusions = onEachLevel("Exclusion");
export const logBuckets = onEachLevel("BucketConfig");
export const metric = "gcp:logging/metric:Metric";
