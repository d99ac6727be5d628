import { backendBucket, urlMaps } from "../edge/url-maps";
import { Things } from "../events/things";
import { isIam } from "../identity/grants";
import { every, some } from "../known";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { find, type Known, Unknown, type Value } from "../values";
import { bucket, holdsErrorPages, opensErrorPages } from "./error-pages";

const object = "gcp:storage/bucketObject:BucketObject";

const isGrant = (type: string) => type.startsWith("gcp:storage/bucket") && isIam(type);

/** Where a URL map says from where it takes what it answers instead of an error. */
const errorServices = [
  "defaultCustomErrorResponsePolicy?.errorService",
  "pathMatchers[].defaultCustomErrorResponsePolicy?.errorService",
  "pathMatchers[].pathRules[].customErrorResponsePolicy?.errorService",
  "pathMatchers[].routeRules[].customErrorResponsePolicy?.errorService",
];

/** Of the buckets that the policies on buckets and on grants let an Edge open. */
export default stackPolicy({
  name: "public-pages-alone",
  refuses: "a bucket that everyone may read and that holds more than what a load balancer answers instead of an error",
  because:
    "the bucket of an Edge's error pages is the only one that may be public, so all else that lies in it is, too",
  fix:
    "keep in it the pages alone, as HTML, led to by a URL map's customErrorResponsePolicy, and give nobody any right on it but " +
    "everyone roles/storage.legacyObjectReader (Flotilla: errorPages of Edge makes just this)",
  severity: "high",
  applies: (type) =>
    type === bucket || type === object || type === backendBucket || urlMaps.includes(type) || isGrant(type),
  checkStack(resources, report) {
    const stack = new Stack(resources);
    for (const one of resources) {
      if (holdsErrorPages(one)) judgeBucket(one, stack, report);
      if (opensErrorPages(one) === true) judgeGrant(one, stack, report);
    }
  },
});

/** Who names whom. */
class Stack {
  readonly #buckets: Things;
  readonly #backends: Things;

  constructor(readonly resources: readonly StackResource[]) {
    this.#buckets = new Things(resources, bucket, "name");
    this.#backends = new Things(resources, backendBucket, "name");
  }

  isOn(one: StackResource, property: string, to: StackResource): Known {
    return this.#buckets.isSame(this.#buckets.key(one, property, one.props[property]), this.#buckets.keyOf(to));
  }

  /** Whether a URL map takes what it answers instead of an error from the bucket. */
  isLedTo(to: StackResource): Known {
    const backends = this.resources.filter(({ type }) => type === backendBucket);
    return some(
      this.#errorServices().flatMap(({ map, path, value }) =>
        backends.map((backend) =>
          every(
            this.isOn(backend, "bucketName", to),
            this.#backends.isSame(this.#backends.key(map, path, value), this.#backends.keyOf(backend)),
          ),
        ),
      ),
    );
  }

  #errorServices(): { map: StackResource; path: string; value: Value | undefined }[] {
    const maps = this.resources.filter(({ type }) => urlMaps.includes(type));
    return maps.flatMap((map) =>
      errorServices.flatMap((pattern) => find(map.props, pattern)).map(({ path, value }) => ({ map, path, value })),
    );
  }
}

function judgeBucket(pages: StackResource, stack: Stack, report: StackReport): void {
  const led = stack.isLedTo(pages);
  if (led === Unknown) report.unknown(pages, "name");
  else if (!led) report.violation(pages, "name", "is that of a bucket from which no URL map takes pages for errors");
  for (const one of stack.resources) {
    if (one.type === object) judgeObject(one, stack.isOn(one, "bucket", pages), report);
    if (isGrant(one.type)) judgeRight(one, stack.isOn(one, "bucket", pages), report);
  }
}

function judgeRight(one: StackResource, isOnPages: Known, report: StackReport): void {
  const opens = opensErrorPages(one);
  if (isOnPages === false || opens === true) return;
  if (isOnPages === Unknown || opens === Unknown) report.unknown(one, "bucket");
  else report.violation(one, "bucket", "is that of public pages, on which nobody else has any right");
}

function judgeObject(one: StackResource, isPage: Known, report: StackReport): void {
  const { contentType } = one.props;
  if (isPage === false) return;
  if (isPage === Unknown || contentType === Unknown) report.unknown(one, "contentType");
  else if (!/^text\/html\b/.test(String(contentType ?? "")))
    report.violation(one, "contentType", `is ${String(contentType ?? "not set")}, and everyone may read the object`);
}

/** It is let through for being an Edge's: so it must be on the bucket of an Edge. */
function judgeGrant(grant: StackResource, stack: Stack, report: StackReport): void {
  const isOnPages = some(stack.resources.filter(holdsErrorPages).map((pages) => stack.isOn(grant, "bucket", pages)));
  if (isOnPages === Unknown) report.unknown(grant, "bucket");
  else if (!isOnPages)
    report.violation(grant, "bucket", `is ${String(grant.props.bucket)}, which is none of error pages`);
}
