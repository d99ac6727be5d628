/** Whom a scheduler's job calls as. */
import { isObject, type PropertyMap } from "../../values";

export function accountOf(inputs: PropertyMap): string | undefined {
  const { oidcToken, oauthToken } = isObject(inputs.httpTarget) ? inputs.httpTarget : {};
  const token = [oidcToken, oauthToken].find(isObject);
  return token && String(token.serviceAccountEmail);
}
