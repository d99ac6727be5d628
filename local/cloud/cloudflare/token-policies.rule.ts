/** A token is what its policies say. */
import type { Rule } from "../rule";
import { CloudflareRefusal } from "./refusal";
import { policiesOf, tokenRequest, tokenTypes } from "./tokens";

export class NoTokenPolicy extends CloudflareRefusal {
  constructor(request: ReturnType<typeof tokenRequest>) {
    super(request, "400 Bad Request", 400, "policies must not be empty");
  }
}

export const tokenPolicies: Rule = {
  name: "token-policies",
  demands: "An API token has a policy.",
  answer: "400 Bad Request: no source of the answer was found, and the words are ours.",
  sources: ["https://developers.cloudflare.com/fundamentals/api/how-to/create-via-api/ (a token has policies)"],
  types: tokenTypes,
  before: ["create", "update"],
  check(request) {
    if (policiesOf(request.inputs).length === 0) throw new NoTokenPolicy(tokenRequest(request));
  },
};
