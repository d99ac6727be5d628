/** A token's end comes silently: what was made with it is refused from then on, and a plan shows no change. */
import type { DefectRule } from "../rule";
import { isExpired, tokenTypes } from "./tokens";

export const tokenValid: DefectRule = {
  name: "token-valid",
  demands: "An API token is replaced before its end comes.",
  answer:
    "Its keys and all URLs signed with them are refused. A refresh finds the token gone, and the next update makes another.",
  sources: [
    "https://developers.cloudflare.com/fundamentals/api/how-to/restrict-tokens/",
    "cloudflare/terraform-provider-cloudflare#7023 (an expired token is taken for gone when it is read)",
  ],
  types: tokenTypes,
  inspect(record, world) {
    const succeeded = world.ofType(record.type).some((other) => other.urn === record.urn && !isExpired(other, world));
    return isExpired(record, world) && !succeeded
      ? `it has expired (${record.inputs.expiresOn}), and its keys and URLs signed with them are refused: replace it`
      : undefined;
  },
};
