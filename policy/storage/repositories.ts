/** What a repository of Artifact Registry holds. */
import { isSet } from "../settings";
import { type Known, type Props, Unknown } from "../values";

export const repository = "gcp:artifactregistry/repository:Repository";

/** Whether images are pushed to it: one that mirrors another, or puts several together, has none of its own. */
export function holdsImages({ format, mode }: Props): Known {
  if (format !== Unknown && String(format).toUpperCase() !== "DOCKER") return false;
  if (mode !== Unknown && isSet(mode) && mode !== "STANDARD_REPOSITORY") return false;
  return format === Unknown || mode === Unknown ? Unknown : true;
}
