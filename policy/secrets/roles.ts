/** Roles of Secret Manager: cloud.google.com/iam/docs/roles-permissions/secretmanager. */

/** On a secret: these may not read it. Any other may, a custom role included, since nobody sees here what it holds. */
const readNothing = [
  "roles/secretmanager.secretVersionAdder",
  "roles/secretmanager.secretVersionManager",
  "roles/secretmanager.viewer",
  "roles/viewer",
];

export function readsTheSecret(role: string): boolean {
  return !readNothing.includes(role);
}

/** Where they hold, these read every secret. */
const readEverything = ["roles/owner", "roles/secretmanager.admin", "roles/secretmanager.secretAccessor"];

export function readsEverySecret(role: string): boolean {
  return readEverything.includes(role);
}

/** A grant on a secret, in any of the three forms. */
export const onASecret = /^gcp:secretmanager\/(secret|regionalSecret)Iam(Member|Binding|Policy):/;
