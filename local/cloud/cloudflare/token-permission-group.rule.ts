/** A permission group is named by its id. Of ids that have the form, the API knows more than this cloud: all are taken. */
import type { Rule } from "../rule";
import { CloudflareRefusal } from "./refusal";
import { policiesOf, tokenRequest, tokenTypes } from "./tokens";

export class InvalidPermissionGroup extends CloudflareRefusal {
  constructor(request: ReturnType<typeof tokenRequest>, group: string) {
    super(request, "400 Bad Request", 1001, `Invalid permission group: "${group}"`);
  }
}

export const tokenPermissionGroup: Rule = {
  name: "token-permission-group",
  demands: "A policy of an API token names permission groups by their ids: 32 hexadecimal digits, and not a name.",
  answer: "400 Bad Request, 1001",
  sources: [
    "https://developers.cloudflare.com/fundamentals/api/how-to/create-via-api/",
    "cloudflare/terraform-provider-cloudflare#6797 (a token with a group of no such form)",
    "no source of the words was found: they are ours",
  ],
  types: tokenTypes,
  before: ["create", "update"],
  check(request) {
    const strange = policiesOf(request.inputs)
      .flatMap(({ groups }) => groups)
      .find((group) => !/^[0-9a-f]{32}$/.test(group));
    if (strange !== undefined) throw new InvalidPermissionGroup(tokenRequest(request), strange);
  },
};
