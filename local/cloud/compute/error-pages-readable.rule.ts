/** Where a URL map leads to for errors is an object that everyone may read: the balancer fetches it as anybody would. */
import { grantsOn } from "../iam/grants";
import type { DefectRule } from "../rule";
import type { World, WorldRecord } from "../world";
import { errorPoliciesOf, pageAt } from "./error-policies";

/** Predefined roles that hold storage.objects.get (googleapis.dev/java/google-cloud-storage, StorageRoles); of others, as well. */
const reading =
  /^roles\/storage\.(admin|legacyObjectOwner|legacyObjectReader|objectAdmin|objectUser|objectViewer)$|^(?!roles\/)/;

export const errorPagesReadable: DefectRule = {
  name: "error-pages-readable",
  demands: "What a URL map leads to for errors is an object in a bucket that everyone may read.",
  answer: "Accepted. Callers get Google's own words in place of the page.",
  sources: [
    "https://cloud.google.com/compute/docs/reference/rest/v1/urlMaps (errorService, path)",
    "https://cloud.google.com/load-balancing/docs/https/custom-error-response",
    "no source was looked up for which of these the API refuses when the map is made",
  ],
  types: ["gcp:compute/uRLMap:URLMap"],
  inspect(map, world) {
    for (const { rules, service } of errorPoliciesOf(map.inputs))
      for (const { path } of rules) {
        const fault = faultOf(world, service, String(path));
        if (fault !== undefined) return `callers get Google's own words for an error: ${fault}`;
      }
    return undefined;
  },
};

function faultOf(world: World, service: string | undefined, path: string): string | undefined {
  const page = pageAt(world, service, path);
  if (page === undefined || typeof page === "string") return page;
  return isPublic(world, page) ? undefined : `not everyone may read the bucket ${page.inputs.bucket}`;
}

function isPublic(world: World, { inputs: { bucket } }: WorldRecord): boolean {
  return grantsOn(world, `b/${bucket}`).some(({ member, role }) => member === "allUsers" && reading.test(role));
}
