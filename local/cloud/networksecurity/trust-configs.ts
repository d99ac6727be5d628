/** Policies name a trust config by the project's id or by its number; the API answers with the number. */
import type { PropertyMap } from "../../values";
import { withoutHost } from "../references";
import { objectOf, textOf } from "../typed";

export const policyType = "gcp:networksecurity/serverTlsPolicy:ServerTlsPolicy";
export const trustConfigType = "gcp:certificatemanager/trustConfig:TrustConfig";

/** The id of the trust config that a policy names. A number can only be the policy's own project's: no other is allowed. */
export function trustConfigNamed({ mtlsPolicy, project }: PropertyMap): string | undefined {
  const named = textOf(objectOf(mtlsPolicy).clientValidationTrustConfig);
  return named && withoutHost(named).replace(/^projects\/\d+\//, `projects/${project}/`);
}
