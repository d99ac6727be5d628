/**
 * The permission groups of API tokens that concern R2 and Queues. A group is its id: its name may change (developers.cloudflare.com/
 * fundamentals/api/how-to/create-via-api). The API has hundreds; of those that are not here nothing is said.
 */

/** What a group applies to, as the API calls it. */
export type Scope = "com.cloudflare.api.account" | "com.cloudflare.edge.r2.bucket";

/**
 * Id → name and scope (developers.cloudflare.com/r2/api/tokens; terraform-provider-cloudflare#3227 has both bucket ids; the
 * API's own list, as public type declarations keep it, has those of Queues, which are for an account and for nothing less).
 */
export const permissionGroups: Readonly<Record<string, { name: string; scope: Scope }>> = {
  "2efd5506f9c8494dacb1fa10a3e7d5b6": {
    name: "Workers R2 Storage Bucket Item Write",
    scope: "com.cloudflare.edge.r2.bucket",
  },
  "6a018a9f2fc74eb6b293b0c548f38b39": {
    name: "Workers R2 Storage Bucket Item Read",
    scope: "com.cloudflare.edge.r2.bucket",
  },
  "366f57075ffc42689627bcf8242a1b6d": { name: "Queues Write", scope: "com.cloudflare.api.account" },
  "84a7755d54c646ca87cd50682a34bf7c": { name: "Queues Read", scope: "com.cloudflare.api.account" },
  b4992e1108244f5d8bfbd5744320c2e1: { name: "Workers R2 Storage Read", scope: "com.cloudflare.api.account" },
  bf7481a1826f439697cb59a20b22293e: { name: "Workers R2 Storage Write", scope: "com.cloudflare.api.account" },
};
