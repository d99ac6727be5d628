/** API tokens of Cloudflare, as far as they reach R2. */
export const tokens = ["cloudflare:index/accountToken:AccountToken", "cloudflare:index/apiToken:ApiToken"];

/** Permission groups have the same id in every account; Cloudflare lists them under `/accounts/…/tokens/permission_groups`. */
const groups: Readonly<Record<string, { name: string; oneBucket: boolean }>> = {
  "2efd5506f9c8494dacb1fa10a3e7d5b6": { name: "Workers R2 Storage Bucket Item Write", oneBucket: true },
  "6a018a9f2fc74eb6b293b0c548f38b39": { name: "Workers R2 Storage Bucket Item Read", oneBucket: true },
  b4992e1108244f5d8bfbd5744320c2e1: { name: "Workers R2 Storage Read", oneBucket: false },
  bf7481a1826f439697cb59a20b22293e: { name: "Workers R2 Storage Write", oneBucket: false },
};

/** Undefined where the group has nothing to do with R2. `oneBucket`: whether it can be limited to named buckets. */
export function r2Group(id: string): { name: string; oneBucket: boolean } | undefined {
  return groups[id];
}

/** ACCOUNT_JURISDICTION_BUCKET: developers.cloudflare.com/r2/api/tokens, "Access Policy". */
const bucket = /^com\.cloudflare\.edge\.r2\.bucket\.[^*_]+_[a-z]+_[^*_]+$/;

export function isOneBucket(resource: string): boolean {
  return bucket.test(resource);
}

/** The resources that a policy's JSON names; undefined where it is no such JSON. */
export function resourcesIn(json: string): string[] | undefined {
  try {
    return Object.keys(Object(JSON.parse(json)));
  } catch {
    return undefined;
  }
}
