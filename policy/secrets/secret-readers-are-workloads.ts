import { Accounts, account, sourceOf } from "../identity/accounts";
import { grantsIn } from "../identity/bindings";
import { accountPath, isWorkload } from "../identity/workloads";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { isSet } from "../settings";
import { find, Unknown, type Value } from "../values";
import { places } from "./places";
import { onASecret, readsTheSecret } from "./roles";

const secretTypes = ["gcp:secretmanager/secret:Secret", "gcp:secretmanager/regionalSecret:RegionalSecret"];

/** The id of a secret. Its project does not count: a workload may name that by its number, or not at all. */
type SecretId = string | typeof Unknown;

interface Reader {
  called: string;
  secrets: SecretId[];
}

/** People are not judged here: `secret-read-by-accounts-only` refuses them. */
export default stackPolicy({
  name: "secret-readers-are-workloads",
  refuses: "a right to read a secret for an account whose workload has no use for it",
  because: "a right that nothing uses is noticed by nobody, except by whoever takes over the account",
  fix:
    "grant it to the account of the workload that has the secret as a variable or file, or take the grant away " +
    "(Flotilla: can: [secret.read()] makes both together)",
  severity: "high",
  applies: (type) => type === account || isWorkload(type) || secretTypes.includes(type) || onASecret.test(type),
  checkStack(resources, report) {
    const accounts = new Accounts(resources);
    const readers = readersOf(resources, accounts);
    for (const grant of resources.filter(({ type }) => onASecret.test(type)))
      for (const { role, member, path } of grantsIn(grant.props)) {
        if (role !== Unknown && !readsTheSecret(String(role))) continue;
        if (typeof member === "string" && !member.startsWith("serviceAccount:")) continue;
        const named = accounts.named(grant, path, member);
        if (named === undefined || role === Unknown) report.unknown(grant, path);
        else judge({ grant, path, called: named.called, of: readers.get(named.key), readers }, report);
      }
  },
});

interface Question {
  grant: StackResource;
  path: string;
  called: string;
  of: Reader | undefined;
  readers: Map<string, Reader>;
}

function judge({ grant, path, called, of, readers }: Question, report: StackReport): void {
  const secret = secretOf(grant);
  if (secret !== Unknown && of?.secrets.includes(secret)) return;
  const mayYet = secret === Unknown ? of !== undefined : of?.secrets.includes(Unknown);
  if (mayYet || readers.has(unnamed)) report.unknown(grant, path);
  else if (of === undefined) report.violation(grant, path, `is ${called}, as which no workload of the stack runs`);
  else report.violation(grant, path, `is ${called}, but ${of.called} has no variable or file from "${String(secret)}"`);
}

/** Where the account of a workload is not known yet. */
const unnamed = "";

/** What the workloads of each account name: those of a fleet, and those that share an account, together. */
function readersOf(resources: readonly StackResource[], accounts: Accounts): Map<string, Reader> {
  const readers = new Map<string, Reader>();
  for (const workload of resources) {
    const { type, name, props } = workload;
    if (!isWorkload(type)) continue;
    for (const { path, value } of find(props, accountPath(type) ?? "")) {
      if (!isSet(value)) continue;
      const key = accounts.named(workload, path, value)?.key ?? unnamed;
      const reader = readers.get(key) ?? { called: `the workload "${name}"`, secrets: [] };
      reader.secrets.push(...places[type].secrets.flatMap((place) => find(props, place.name)).map(idOf));
      readers.set(key, reader);
    }
  }
  return readers;
}

function secretOf(grant: StackResource): SecretId {
  const value = grant.props.secretId ?? "";
  if (value !== Unknown) return idOf({ value });
  const made = secretTypes.map((type) => sourceOf(grant, "secretId", type)).find((source) => source !== undefined);
  return made ? idOf({ value: made.props.secretId }) : Unknown;
}

/** `projects/P/secrets/S`, or S alone. */
function idOf({ value }: { value: Value | undefined }): SecretId {
  return typeof value === "string" ? value.replace(/^.*\/secrets\//, "") : Unknown;
}
