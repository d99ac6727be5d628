import { Accounts, account } from "../identity/accounts";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { find, Unknown } from "../values";

const user = "gcp:sql/user:User";

/** What answers requests, or runs for good; a job that makes roles has to be what may make them. */
const serving: Readonly<Record<string, string>> = {
  "gcp:cloudrunv2/service:Service": "template.serviceAccount",
  "gcp:cloudrunv2/workerPool:WorkerPool": "template.serviceAccount",
};

export default stackPolicy({
  name: "sql-superuser-serves-nobody",
  refuses: "a service that rules over the database which it asks",
  because: "one query that a request smuggles in then reads every table, changes every login and drops the rest",
  fix:
    "take cloudsqlsuperuser out of databaseRoles, and give the login a role that reads or writes (Flotilla: " +
    'connect("readonly") or connect("readwrite"))',
  severity: "high",
  applies: [user, account, ...Object.keys(serving)],
  checkStack(resources, report) {
    const accounts = new Accounts(resources);
    const served = new Map(resources.flatMap((one) => [...loginsOf(one, accounts)]));
    for (const login of resources.filter(({ type }) => type === user)) judge(login, accounts, served, report);
  },
});

/** Whom a service runs as, by what `Accounts` knows the account by: undefined as long as it is not known. */
function* loginsOf(one: StackResource, accounts: Accounts): Generator<[string | undefined, StackResource]> {
  const path = serving[one.type];
  if (path === undefined) return;
  for (const { value } of find(one.props, path))
    if (value !== undefined) yield [accounts.named(one, path, value)?.key, one];
}

function judge(
  login: StackResource,
  accounts: Accounts,
  served: ReadonlyMap<string | undefined, StackResource>,
  report: StackReport,
): void {
  for (const { path, value } of find(login.props, "databaseRoles[]")) {
    if (value !== Unknown && value !== "cloudsqlsuperuser") continue;
    const { name = "" } = login.props;
    // Postgres knows an account by its address without its end.
    const address = typeof name === "string" && name.endsWith(".iam") ? `${name}.gserviceaccount.com` : name;
    const named = accounts.named(login, "name", address);
    const service = named && served.get(named.key);
    if (named === undefined || (value === Unknown && service !== undefined)) report.unknown(login, path);
    else if (service !== undefined)
      report.violation(login, path, `is ${String(value)}, and "${service.name}" logs in with it`);
    else if (served.has(undefined)) report.unknown(login, path);
  }
}
