/** A token is what its policies say. */
import type { DefectRule } from "../rule";
import { objectsOf } from "../typed";
import { tokenTypes } from "./tokens";

export const tokenAllows: DefectRule = {
  name: "token-allows",
  demands: "One of an API token's policies allows something.",
  answer:
    "With policies that deny: accepted, and every request with the token is refused. Without any: 400, as the field is required.",
  sources: ["https://developers.cloudflare.com/fundamentals/api/how-to/create-via-api/ (the effect of a policy)"],
  types: tokenTypes,
  inspect({ inputs }) {
    return objectsOf(inputs.policies).some(({ effect }) => effect !== "deny")
      ? undefined
      : "it may do nothing: none of its policies allows anything; give one the effect allow";
  },
};
