/** The service accounts that Google makes with a project and uses where none is named. */

/** How each is called, and its address. Logins of Cloud SQL and AlloyDB leave out the domain. */
const defaults = [
  { is: "the Compute Engine default account", address: String.raw`\d+-compute@developer` },
  { is: "the App Engine default account", address: String.raw`[a-z][\w.-]*@appspot` },
  { is: "the Google APIs service agent, which is an Editor of the project", address: String.raw`\d+@cloudservices` },
  { is: "the legacy Cloud Build account", address: String.raw`\d+@cloudbuild` },
].map(({ is, address }) => ({
  is,
  // `user-` is how an access control list of Cloud Storage writes a member.
  pattern: new RegExp(String.raw`(?<![\w.-])(?:user-)?(${address}(?:\.gserviceaccount\.com)?)(?![\w.-])`, "gi"), // IAM takes addresses in any case
}));

export interface DefaultAccount {
  email: string;
  /** "the Compute Engine default account" */
  is: string;
}

/** Every default account that a text names: an address, a member, a resource name, a policy in JSON. */
export function defaultAccountsIn(text: string): DefaultAccount[] {
  const found = new Map<string, DefaultAccount>();
  for (const { is, pattern } of defaults)
    for (const [, email = ""] of text.matchAll(pattern)) found.set(email, { email, is });
  return [...found.values()];
}
