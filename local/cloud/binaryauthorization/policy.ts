/** What a project's policy says of an image, as far as that can be known where nobody attests anything. */
import type { PropertyMap } from "../../values";
import { objectOf, objectsOf, textOf } from "../typed";
import type { World } from "../world";

export const policyType = "gcp:binaryauthorization/policy:Policy";
export const attestorType = "gcp:binaryauthorization/attestor:Attestor";

export function patternsOf({ admissionWhitelistPatterns }: PropertyMap): string[] {
  return objectsOf(admissionWhitelistPatterns).flatMap(({ namePattern }) => textOf(namePattern) ?? []);
}

/**
 * Whether the project's policy refuses an image whatever has been attested. One that asks for attestations is taken to find
 * them; a project without a policy admits every image, and so does one that only logs.
 */
export function refusesAlways(world: World, project: string, image: string): boolean {
  const policy = world.get(policyType, `projects/${project}`)?.inputs;
  const { evaluationMode, enforcementMode } = objectOf(policy?.defaultAdmissionRule);
  if (!policy || evaluationMode !== "ALWAYS_DENY" || enforcementMode !== "ENFORCED_BLOCK_AND_AUDIT_LOG") return false;
  return !patternsOf(policy).some((pattern) => mayMean(pattern, image));
}

/**
 * `*` at the end stands for what has no `/` in it, `**` for anything. Whether a whole name means its tags and digests too no
 * page tells, so it is taken to.
 */
function mayMean(pattern: string, image: string): boolean {
  const beginning = pattern.replace(/\*+$/, "");
  if (beginning === pattern) return image === pattern || image.replace(/[:@][^/]*$/, "") === pattern;
  return image.startsWith(beginning) && (pattern.endsWith("**") || !image.slice(beginning.length).includes("/"));
}
