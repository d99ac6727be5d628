/** The API takes less than the provider, to which any RFC 3339 time will do. */
import type { Rule } from "../rule";
import { textOf } from "../typed";
import { CloudflareRefusal } from "./refusal";
import { tokenRequest, tokenTypes } from "./tokens";

export class InvalidTokenTime extends CloudflareRefusal {
  constructor(request: ReturnType<typeof tokenRequest>, field: string) {
    super(request, "400 Bad Request", 400, `${field} must be a valid date/time in the format "2005-12-30T01:02:03Z"`);
  }
}

/** Input → the API's word for it. */
const fields = { expiresOn: "expires_on", notBefore: "not_before" };

export const tokenTime: Rule = {
  name: "token-time",
  demands: "The times of an API token are UTC in whole seconds, as in 2005-12-30T01:02:03Z: toISOString() gives more.",
  answer: '400 Bad Request: expires_on must be a valid date/time in the format "2005-12-30T01:02:03Z"',
  sources: [
    "https://developers.cloudflare.com/fundamentals/api/how-to/create-via-api/ (the form)",
    "the words: two public tools that mint R2 tokens keep them, one from a run in September 2026",
  ],
  types: tokenTypes,
  before: ["create", "update"],
  check(request) {
    for (const [input, field] of Object.entries(fields)) {
      const time = textOf(request.inputs[input]);
      if (time !== undefined && !(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time) && Number.isFinite(Date.parse(time))))
        throw new InvalidTokenTime(tokenRequest(request), field);
    }
  },
};
