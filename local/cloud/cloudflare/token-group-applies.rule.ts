/** A permission group applies to resources of its kind alone: beside others it grants nothing, and nothing says so. */
import type { DefectRule } from "../rule";
import { permissionGroups, type Scope } from "./permission-groups";
import { policiesOf, tokenTypes } from "./tokens";

/** An account holds its buckets. */
function isCovered(scope: Scope, resources: readonly string[]): boolean {
  return resources.some(
    (resource) => resource.startsWith(`${scope}.`) || resource.startsWith("com.cloudflare.api.account."),
  );
}

export const tokenGroupApplies: DefectRule = {
  name: "token-group-applies",
  demands:
    "A permission group for R2 or Queues stands in a policy with a resource that it is for: buckets, or the whole account.",
  answer: "The token is made. The group grants nothing, so that every request with the token is refused.",
  sources: [
    "https://developers.cloudflare.com/fundamentals/api/how-to/create-via-api/ (a group applies to its resource type)",
    "https://developers.cloudflare.com/r2/api/tokens/ (which group is for what)",
  ],
  types: tokenTypes,
  inspect({ inputs }) {
    for (const { groups, resources } of policiesOf(inputs))
      for (const group of groups) {
        const known = permissionGroups[group];
        if (known && !isCovered(known.scope, Object.keys(resources)))
          return (
            `its permission group "${known.name}" grants nothing: it is for resources ${known.scope}.…, and its policy ` +
            "has none; name such a resource, or take the group that is for the resources named"
          );
      }
    return undefined;
  },
};
