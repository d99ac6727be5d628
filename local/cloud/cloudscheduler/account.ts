/** Whom a scheduler's job calls as. */
import type { PropertyMap } from "../../values";
import { objectOf, textOf } from "../typed";

export function accountOf(inputs: PropertyMap): string | undefined {
  const { oidcToken, oauthToken } = objectOf(inputs.httpTarget);
  return textOf(objectOf(oidcToken).serviceAccountEmail) ?? textOf(objectOf(oauthToken).serviceAccountEmail);
}
