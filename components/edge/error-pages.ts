import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import { automaticName } from "../naming";
import { keptName } from "../naming/kept";
import { checksInto, type Mistake } from "../refuse";
import { hostsIn, type Routes } from "./routes";

/** One code, as in `"404"`, or all of a class, `"4xx"` or `"5xx"`; the one code goes before its class. */
export type ErrorCodes = "4xx" | "5xx" | `${4 | 5}${Digit}${Digit}`;
type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/**
 * Host → errors → the page that callers see in place of each, an HTML file of the program:
 * `{ "www.example.dev": { "404": "pages/not-found.html", "5xx": "pages/unavailable.html" } }`. A page stands in for whatever
 * answers so: the load balancer, the firewall, and the host's services too, whose own words it hides
 * (cloud.google.com/load-balancing/docs/https/custom-error-response). So a host of an API has none: clients read its errors.
 */
export type ErrorPages = Readonly<Record<string, PagesOfHost>>;

/** Errors → path of a file, from the folder in which the program runs. */
export type PagesOfHost = Readonly<Partial<Record<ErrorCodes, string>>>;

type Policy = gcp.types.input.compute.URLMapDefaultCustomErrorResponsePolicy;

/** Host → what its matcher says of errors. */
export interface MadeErrorPages {
  policies: ReadonlyMap<string, Policy>;
  /** To wait for before callers are led to the pages. */
  readable: readonly pulumi.Resource[];
}

/** One that is longer would stand in the state twice; pictures that are inlined fit. */
const longest = 100 * 1024;
const codesPattern = /^([45]xx|[45]\d\d)$/;
const beginning = /^\uFEFF?(\s|<!--[\s\S]*?-->)*<(!doctype\s+html|html)[\s>]/i;

/**
 * The pages in a bucket of their own, which everyone may read and nobody may list: the balancer fetches them as anybody
 * would. A page that is changed is another object, so that there is one all the time.
 */
export function createErrorPages(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
  errorPages: ErrorPages | undefined,
): MadeErrorPages {
  const hosts = Object.entries(errorPages ?? {});
  if (hosts.length === 0) return { policies: new Map(), readable: [] };
  const { project, foundation, propagation: hooks } = environment;
  const bucket = createBucket(parent, environment, name);
  const everyone = new gcp.storage.BucketIAMMember(
    `everyone/read/${name}-pages`,
    // To get an object of which one knows the name; objectViewer would list them, too.
    { bucket: bucket.name, role: "roles/storage.legacyObjectReader", member: "allUsers" },
    { parent, hooks },
  );
  const service = new gcp.compute.BackendBucket(
    automaticName("gcp:compute/backendBucket:BackendBucket", environment.slug, name, "pages"),
    { project, bucketName: bucket.name, enableCdn: false },
    { parent, dependsOn: [foundation.api("compute.googleapis.com")] },
  );
  const files = new Set(hosts.flatMap(([, pages]) => Object.values(pages).map(posix.normalize)));
  const pages = new Map([...files].map((file) => [file, createPage(parent, name, bucket, file)]));
  const policies = hosts.map(([host, codes]) => [host, policyOf(codes, service, pages)] as const);
  return { policies: new Map(policies), readable: [everyone] };
}

function createBucket(parent: pulumi.ComponentResource, environment: Environment, name: string): gcp.storage.Bucket {
  const { slug, project, home } = environment;
  return new gcp.storage.Bucket(
    `${name}-pages`,
    {
      project,
      name: keptName(parent, `${name}-pages`, "gcp:storage/bucket:Bucket", slug, name, "pages"),
      location: home,
      uniformBucketLevelAccess: true,
      // What is enforced here no grant can open, and this one is opened.
      publicAccessPrevention: "inherited",
      // Everyone could read what a page once was, and the bucket could not go with its pages.
      versioning: { enabled: false },
    },
    { parent },
  );
}

function createPage(parent: pulumi.ComponentResource, name: string, bucket: gcp.storage.Bucket, file: string) {
  const content = readFileSync(file, "utf8");
  return new gcp.storage.BucketObject(
    `${name}/pages/${file}`,
    {
      bucket: bucket.name,
      name: objectName(file, content),
      content,
      contentType: "text/html; charset=utf-8",
      // What a browser kept would outlive the error.
      cacheControl: "no-store",
    },
    { parent },
  );
}

/** No two files and no two states of one: what has the name of another overwrites it, and goes with it. */
function objectName(file: string, content: string): string {
  const hash = createHash("sha256").update(JSON.stringify([file, content]));
  return `${hash.digest("hex").slice(0, 16)}.html`;
}

function policyOf(
  codes: PagesOfHost,
  service: gcp.compute.BackendBucket,
  pages: ReadonlyMap<string, gcp.storage.BucketObject>,
): Policy {
  const rules = Object.entries(codes).map(([code, file]) => ({
    matchResponseCodes: [code],
    path: pulumi.interpolate`/${(pages.get(posix.normalize(file)) as gcp.storage.BucketObject).name}`,
  }));
  // In an order of their own: a list in another order is a change, and this order means nothing.
  rules.sort((a, b) => (String(a.matchResponseCodes) < String(b.matchResponseCodes) ? -1 : 1));
  return { errorService: service.selfLink, errorResponseRules: rules };
}

export function errorPagesMistakes(errorPages: ErrorPages, routes: Routes): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  const hosts = hostsIn(routes);
  for (const [host, pages] of Object.entries(errorPages)) {
    const at = `errorPages[${JSON.stringify(host)}]`;
    check(!host.includes("/"), at, "has a path, and pages are of a whole host; name the host alone");
    check(host.includes("/") || hosts.includes(host), at, `is no host of the routes; there are ${hosts.join(", ")}`);
    check(Object.keys(pages).length > 0, at, 'names no page; say which stands for what: { "5xx": "unavailable.html" }');
    for (const [code, file] of Object.entries(pages)) {
      const place = `${at}[${JSON.stringify(code)}]`;
      check(codesPattern.test(code), place, "is no error; name a code from 400 to 599, 4xx or 5xx");
      const wrong = wrongWith(file);
      check(wrong === undefined, place, `${JSON.stringify(file)} ${wrong}`);
    }
  }
  return mistakes;
}

/** Why a file cannot stand for an error, if it cannot. */
function wrongWith(file: unknown): string | undefined {
  if (typeof file !== "string" || file === "") return "is no file; name an HTML file of the program";
  if (posix.isAbsolute(file))
    return "begins at the root of a machine; name it from the folder in which the program runs";
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch {
    return "cannot be read; name an HTML file from the folder in which the program runs";
  }
  if (content.length > longest)
    return `has ${content.length} bytes; a page has at most ${longest}, since it stands in the state`;
  if (!isUtf8(content)) return "is not written in UTF-8";
  if (!beginning.test(content.toString("utf8"))) return "is not HTML; a page begins with <!doctype html>";
  return undefined;
}
