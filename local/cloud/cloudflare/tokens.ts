/** API tokens as the rules see them: what each policy is for, and until when a token is taken. */
import { isObject, type PropertyMap } from "../../values";
import type { Request } from "../rule";
import { objectsOf, textOf } from "../typed";
import type { World, WorldRecord } from "../world";

export const accountTokenType = "cloudflare:index/accountToken:AccountToken";
export const tokenTypes: readonly string[] = [accountTokenType, "cloudflare:index/apiToken:ApiToken"];

export interface Policy {
  /** Ids of permission groups. */
  groups: string[];
  /** Resource → what of it: `*`, or resources inside it. Empty where the text is no object. */
  resources: Readonly<Record<string, unknown>>;
}

export function policiesOf({ policies }: PropertyMap): Policy[] {
  return objectsOf(policies).map(({ permissionGroups, resources }) => ({
    groups: objectsOf(permissionGroups).flatMap(({ id }) => (typeof id === "string" ? [id] : [])),
    resources: parsed(textOf(resources) ?? ""),
  }));
}

/** What its provider asks the API. */
export function tokenRequest({ operation, type, id, inputs }: Request): `${"POST" | "PUT"} ${string}` {
  const path = type.token === accountTokenType ? `accounts/${inputs.accountId}/tokens` : "user/tokens";
  return operation === "create" ? `POST ${path}` : `PUT ${path}/${id}`;
}

/** Whether the token is past its end. */
export function isExpired({ inputs: { expiresOn } }: WorldRecord, world: World): boolean {
  return typeof expiresOn === "string" && Date.parse(expiresOn) <= world.now().getTime();
}

const bucketPrefix = "com.cloudflare.edge.r2.bucket.";

/** The bucket that a resource is; `"malformed"` where it should be one and is not, nothing where it is something else. */
export function bucketOf(
  resource: string,
): { account: string; jurisdiction: string; name: string } | "malformed" | undefined {
  if (!resource.startsWith(bucketPrefix)) return undefined;
  // Neither an account's id nor a bucket's name has an underscore.
  const [account, jurisdiction, name, ...more] = resource.slice(bucketPrefix.length).split("_");
  return account && jurisdiction && name && more.length === 0 ? { account, jurisdiction, name } : "malformed";
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
