import { Things } from "../events/things";
import { Accounts, account } from "../identity/accounts";
import { every } from "../known";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { find, type Known, Unknown, type Value } from "../values";
import { instance } from "./instance";

const user = "gcp:sql/user:User";

/** What answers requests, or runs for good; a job that makes the roles has to be what may make them. */
const serving: Readonly<Record<string, string>> = {
  "gcp:cloudrunv2/service:Service": "template.serviceAccount",
  "gcp:cloudrunv2/workerPool:WorkerPool": "template.serviceAccount",
};

export default stackPolicy({
  name: "sql-superuser-alone",
  refuses: "a login that rules over a database and serves requests, or is one of several",
  because:
    "one query that a request smuggles in then reads every table, changes every login and drops the rest; and of several who " +
    "may do that nobody knows who did",
  fix:
    "let one job that makes roles have cloudsqlsuperuser in databaseRoles, and give every other login a role that reads or " +
    'writes (Flotilla: connect("readonly"), connect("readwrite") or connect("owner"))',
  severity: "high",
  applies: [instance, user, account, ...Object.keys(serving)],
  checkStack(resources, report) {
    const logins = resources.filter(({ type }) => type === user).flatMap(superusersIn);
    const accounts = new Accounts(resources);
    const served = new Map(resources.flatMap((one) => [...loginsOf(one, accounts)]));
    const instances = new Things(resources, instance, "name");
    for (const login of logins) {
      judgeUse(login, accounts, served, report);
      judgeNumber(login, logins, instances, report);
    }
  },
});

interface Superuser {
  login: StackResource;
  path: string;
  isOne: Known;
}

function superusersIn(login: StackResource): Superuser[] {
  return find(login.props, "databaseRoles[]")
    .filter(({ value }) => value === Unknown || value === "cloudsqlsuperuser")
    .map(({ path, value }) => ({ login, path, isOne: value === Unknown ? Unknown : true }));
}

/** Whom a service runs as, by what `Accounts` knows the account by: undefined as long as it is not known. */
function* loginsOf(one: StackResource, accounts: Accounts): Generator<[string | undefined, StackResource]> {
  const path = serving[one.type];
  if (path === undefined) return;
  for (const { value } of find(one.props, path))
    if (value !== undefined) yield [accounts.named(one, path, value)?.key, one];
}

function judgeUse(
  { login, path, isOne }: Superuser,
  accounts: Accounts,
  served: ReadonlyMap<string | undefined, StackResource>,
  report: StackReport,
): void {
  const named = accounts.named(login, "name", addressOf(login));
  const service = named && served.get(named.key);
  if (service !== undefined && isOne === true)
    report.violation(login, path, `is cloudsqlsuperuser, and "${service.name}" logs in with it`);
  else if (service !== undefined || ((named === undefined || served.has(undefined)) && served.size > 0))
    report.unknown(login, path);
}

/** Postgres knows an account by its address without its end. */
function addressOf({ props: { name = "" } }: StackResource): Value {
  return typeof name === "string" && name.endsWith(".iam") ? `${name}.gserviceaccount.com` : name;
}

/** Of several, those are refused that come after the first. */
function judgeNumber(superuser: Superuser, all: readonly Superuser[], instances: Things, report: StackReport): void {
  const { login, path, isOne } = superuser;
  const key = ({ login: { props }, login: by }: Superuser) => instances.key(by, "instance", props.instance);
  const beside = all
    .slice(0, all.indexOf(superuser))
    .filter((other) => other.login.urn !== login.urn)
    .map((other) => ({ other, same: every(other.isOne, instances.isSame(key(other), key(superuser))) }));
  const first = beside.find(({ same }) => same === true)?.other;
  if (first !== undefined && isOne === true)
    report.violation(login, path, `is cloudsqlsuperuser, as that of "${first.login.name}" is on the same instance`);
  else if (beside.some(({ same }) => same !== false)) report.unknown(login, path);
}
