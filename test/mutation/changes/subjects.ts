/** What several tables say of the resources that they change. */
import { isObject, type PropertyValue } from "../../../local/values";
import { type BadChange, becomes } from "../bad-change";
import type { Subject } from "../environment";

export const defaultAccount = "{number}-compute@developer.gserviceaccount.com";
export const stranger = "attacker@elsewhere.iam.gserviceaccount.com";

/** Whoever gets a right of any kind in place of the one account that should have it. */
export const badMembers: readonly BadChange[] = [
  becomes("member", "allUsers", "the whole internet has the right"),
  becomes("member", "allAuthenticatedUsers", "everybody with a Google account has it"),
  becomes("member", `serviceAccount:${defaultAccount}`, "whatever runs as the default account has it"),
];

const leaves = "one person has it, and keeps it on leaving the team";
const company = becomes("member", "domain:example.dev", "everybody of a company has it");

/** Where only workloads and Google's agents have a business. */
export const people: readonly BadChange[] = [becomes("member", "user:mallory@example.dev", leaves), company];

/** Where a person has one in an environment of their own. */
export const personsOutsideDevelopment: readonly BadChange[] = [
  becomes("member", "user:mallory@example.dev", leaves, {
    survives: { developer: "A developer reaches an environment of their own by name." },
  }),
  company,
];

/** Roles that are never a workload's, on whatever resource. */
export const badRoles: readonly BadChange[] = [
  becomes("role", "roles/owner", "its holder may do everything, and give rights to others"),
  becomes("role", "roles/editor", "its holder may change everything"),
];

/** What a path of the inputs leads to; nothing where there is none. */
export function valueAt({ inputs }: Subject, path: string): PropertyValue | undefined {
  return path
    .split(".")
    .reduce<PropertyValue | undefined>((value, key) => (isObject(value) ? value[key] : undefined), inputs);
}

export function textAt(subject: Subject, path: string): string {
  const found = valueAt(subject, path);
  return typeof found === "string" ? found : "";
}

/** Chooses the resources whose name begins with this. */
export function named(...beginnings: readonly string[]): (subject: Subject) => boolean {
  return ({ name }) => beginnings.some((beginning) => name.startsWith(beginning));
}

/** Chooses the resources that have something there. */
export function having(path: string, what?: PropertyValue): (subject: Subject) => boolean {
  return (subject) => {
    const found = valueAt(subject, path);
    return what === undefined ? found !== undefined : found === what;
  };
}
