import { type CaseResource, stackCases } from "../cases";
import { type Props, Unknown } from "../values";
import policy from "./public-pages-alone";

const parts = {
  pages: "gcp:storage/bucket:Bucket",
  everyone: "gcp:storage/bucketIAMMember:BucketIAMMember",
  page: "gcp:storage/bucketObject:BucketObject",
  backend: "gcp:compute/backendBucket:BackendBucket",
  map: "gcp:compute/uRLMap:URLMap",
};
const madeFrom: Readonly<Record<string, Record<string, string[]>>> = {
  everyone: { bucket: ["pages"] },
  page: { bucket: ["pages"] },
  backend: { bucketName: ["pages"] },
  map: { pathMatchers: ["backend"] },
};
const matcher = (errorService: Props[string]): Props => ({
  pathMatchers: [{ name: "www", defaultCustomErrorResponsePolicy: { errorService } }],
});

/** All that an Edge makes for its error pages, with some properties otherwise. */
function edge(changes: Partial<Record<keyof typeof parts, Props>> = {}, within = "flotilla:edge:Edge"): CaseResource[] {
  const props: Record<keyof typeof parts, Props> = {
    pages: { name: "edge-pages", publicAccessPrevention: "inherited" },
    everyone: { bucket: "edge-pages", role: "roles/storage.legacyObjectReader", member: "allUsers" },
    page: { bucket: "edge-pages", name: "a1.html", contentType: "text/html; charset=utf-8" },
    backend: { name: "pages", bucketName: "edge-pages" },
    map: { name: "routes", ...matcher("projects/example/global/backendBuckets/pages") },
  };
  return Object.entries(parts).map(([name, type]) => ({
    type,
    name,
    within,
    props: { ...props[name as keyof typeof parts], ...changes[name as keyof typeof parts] },
    ...(madeFrom[name] && { madeFrom: madeFrom[name] }),
  }));
}

const other = (type: string, props: Props, more: Partial<CaseResource> = {}): CaseResource => ({
  type: `gcp:storage/${type}`,
  name: "other",
  props,
  ...more,
});
const report = other("bucketObject:BucketObject", { bucket: "edge-pages", name: "r.csv", contentType: "text/csv" });
const writer = other("bucketIAMMember:BucketIAMMember", {
  bucket: "edge-pages",
  role: "roles/storage.objectUser",
  member: "serviceAccount:run-registry@example.iam.gserviceaccount.com",
});

export default stackCases(policy, {
  passing: [
    { title: "holds the error pages of an Edge", stack: edge() },
    {
      title: "holds them, when all is yet to be made",
      stack: edge({
        pages: { name: Unknown },
        everyone: { bucket: Unknown },
        page: { bucket: Unknown },
        backend: { name: Unknown, bucketName: Unknown },
        map: { name: Unknown, ...matcher(Unknown) },
      }),
    },
    {
      title: "has other buckets beside it, in which lies what is nobody's business",
      stack: [
        ...edge(),
        other("bucket:Bucket", { name: "reports", publicAccessPrevention: "enforced" }, { name: "reports" }),
        { ...report, props: { bucket: "reports", name: "r.csv", contentType: "text/csv" } },
        { ...writer, props: { ...writer.props, bucket: "reports" }, name: "writer" },
      ],
    },
  ],
  failing: [
    {
      title: "lays something else than a page into it",
      stack: [...edge(), report],
      at: ["contentType"],
    },
    {
      title: "has a page that says of itself that it is something else",
      stack: edge({ page: { contentType: "application/octet-stream" } }),
      at: ["contentType"],
    },
    { title: "lets a workload write into it", stack: [...edge(), writer], at: ["bucket"] },
    {
      title: "binds everyone to listing it, beside the Edge",
      stack: [
        ...edge(),
        other("bucketIAMBinding:BucketIAMBinding", {
          bucket: "edge-pages",
          role: "roles/storage.objectViewer",
          members: ["allUsers"],
        }),
      ],
      at: ["bucket"],
    },
    {
      title: "has nothing led to it",
      stack: edge({ map: { pathMatchers: [{ name: "www" }] } }),
      at: ["name"],
    },
    {
      title: "is served as a whole, and not instead of errors",
      stack: edge({ map: { pathMatchers: [], defaultService: "projects/example/global/backendBuckets/pages" } }),
      at: ["name"],
    },
    {
      title: "has another bucket's pages led to",
      stack: edge({ backend: { bucketName: "assets" } }),
      at: ["name"],
    },
    {
      title: "opens a bucket that is no Edge's, as if it were one",
      stack: edge({ everyone: { bucket: "customers" } }),
      at: ["bucket"],
    },
  ],
  unknown: [
    {
      title: "has a bucket whose backend is taken from elsewhere",
      stack: edge({ map: matcher(Unknown) }).map(({ madeFrom: _, ...one }) => one),
    },
    { title: "has a page of a type that is not known yet", stack: edge({ page: { contentType: Unknown } }) },
  ],
  notApplicable: [{ title: "runs a service", stack: [{ type: "gcp:cloudrunv2/service:Service", props: {} }] }],
});
