/** Roles over a service account: cloud.google.com/iam/docs/service-account-permissions. */

/** Their holder becomes the account: makes its tokens, signs as it, or makes keys of it. */
const becoming = [
  "roles/iam.serviceAccountTokenCreator",
  "roles/iam.serviceAccountOpenIdTokenCreator",
  "roles/iam.serviceAccountKeyAdmin",
  "roles/iam.workloadIdentityUser",
];

export const becomes = (role: string) => becoming.includes(role);

/** Its holder may let something run as the account. */
export const attaches = (role: string) => role === "roles/iam.serviceAccountUser";
