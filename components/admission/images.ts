/** What an environment asks of the images that run in it, as far as it is known before anything is deployed. */
import type { KindDefaults } from "../kinds";
import type { AdmissionArgs } from "./admission";

export interface ImageRules {
  /** Whether they are named by digest: a tag can be moved, and nobody can attest one. */
  byDigest: boolean;
  /** Patterns of which an image has to match one. @default none, so that any does */
  from?: readonly string[];
}

export function imageRules({ imagesByDigest }: KindDefaults, admission: AdmissionArgs | undefined): ImageRules {
  return {
    byDigest: imagesByDigest || admission?.attestedBy !== undefined,
    ...(admission?.from && admission.mode !== "preview" && { from: admission.from }),
  };
}
