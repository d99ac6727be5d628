import { type Region, regions } from "../../../contract";

/** Where R2 puts a bucket's objects, at best effort (developers.cloudflare.com/r2/reference/data-location). */
export const bucketLocations = ["apac", "eeur", "enam", "oc", "weur", "wnam"] as const;
export type BucketLocation = (typeof bucketLocations)[number];

/** Hard bounds, chosen when a bucket is made; `default` is none. */
export const jurisdictions = ["default", "eu", "fedramp", "us"] as const;
export type Jurisdiction = (typeof jurisdictions)[number];

/** Cloudflare's halves of America and Europe part at these meridians, near enough to tell which is nearer. */
const middleOfAmerica = -100;
const middleOfEurope = 17;

/** The place of R2 that is nearest to a region. The mapping is ours: no page of either cloud has one. */
export function locationNear(region: Region): BucketLocation {
  const { longitude } = regions[region];
  const [continent] = region.split("-");
  if (continent === "australia") return "oc";
  if (continent === "asia" || continent === "me") return "apac";
  if (continent === "europe") return longitude < middleOfEurope ? "weur" : "eeur";
  if (continent === "africa") return "weur";
  return longitude < middleOfAmerica ? "wnam" : "enam";
}

/**
 * Where S3's requests go, and signed URLs lead: never a domain of one's own, and each jurisdiction at its own address
 * (developers.cloudflare.com/r2/api/s3/presigned-urls).
 */
export function endpointOf(account: string, jurisdiction: Jurisdiction): string {
  return `https://${account}.${jurisdiction === "default" ? "" : `${jurisdiction}.`}r2.cloudflarestorage.com`;
}
