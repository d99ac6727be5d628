/** A token that is given an end has it ahead. One that is past it stays as it is: see `token-valid`. */
import type { Rule } from "../rule";
import { textOf } from "../typed";
import { CloudflareRefusal } from "./refusal";
import { tokenRequest, tokenTypes } from "./tokens";

export class TokenBornExpired extends CloudflareRefusal {
  constructor(request: ReturnType<typeof tokenRequest>) {
    super(request, "400 Bad Request", 1001, "expires_on must be in the future");
  }
}

export const tokenExpiresLater: Rule = {
  name: "token-expires-later",
  demands: "The end that an API token is given lies in the future.",
  answer: "400 Bad Request, 1001",
  sources: [
    "https://developers.cloudflare.com/fundamentals/api/how-to/restrict-tokens/",
    "no source of the answer was found: it is ours. A token that is past its end is taken by nothing",
  ],
  types: tokenTypes,
  before: ["create", "update"],
  check(request) {
    const { inputs, world, existing } = request;
    const end = textOf(inputs.expiresOn);
    if (end === undefined || end === existing?.inputs.expiresOn) return;
    if (Date.parse(end) <= world.now().getTime()) throw new TokenBornExpired(tokenRequest(request));
  },
};
