import { cis, type StackReport, stackPolicy } from "../policy";
import { type Known, Unknown } from "../values";
import { Accounts, account } from "./accounts";
import { type Held, heldBy } from "./held";
import { isWide } from "./wide-grants";

const onAccount = /^gcp:serviceaccount\/iAM(Member|Binding|Policy):/;
const ruling = ["roles/iam.serviceAccountAdmin", "roles/iam.serviceAccountKeyAdmin", "roles/owner"];
const acting = ["roles/iam.serviceAccountUser", "roles/iam.serviceAccountTokenCreator", "roles/owner"];
const matter = [...ruling, ...acting];

/** One account may be ruled by whom another is used: only both over the same one, or over all of them, are too much. */
export default stackPolicy({
  name: "account-duties-separated",
  refuses: "one member who makes service accounts and acts as them",
  because: "whoever can do both makes an account with rights that nobody reviewed, and works under its name",
  fix: "let one member have roles/iam.serviceAccountAdmin, and another roles/iam.serviceAccountUser, on the one account",
  severity: "high",
  frameworks: [
    cis("1.8", "Ensure That Separation of Duties Is Enforced While Assigning Service Account Related Roles to Users"),
  ],
  applies: (type) => type === account || isWide(type) || onAccount.test(type),
  checkStack(resources, report) {
    const accounts = new Accounts(resources);
    const grants = resources.filter(({ type }) => type !== account);
    const all = grants.flatMap((grant) => [...heldBy(grant, (role) => matter.includes(role), accounts, report)]);
    const rulers = all.filter(({ role }) => ruling.includes(role));
    for (const actor of all.filter(({ role }) => acting.includes(role)))
      judge(
        actor,
        rulers.filter(({ member }) => member.key === actor.member.key),
        accounts,
        report,
      );
  },
});

function judge({ grant, path, role, member }: Held, rulers: readonly Held[], accounts: Accounts, report: StackReport) {
  const same = rulers.map((ruler) => ({ ruler, is: overTheSame(ruler.grant, grant, accounts) }));
  const found = same.find(({ is }) => is === true)?.ruler;
  if (found)
    report.violation(grant, path, `gives ${member.called} ${role}, beside ${found.role} by "${found.grant.name}"`);
  else if (same.some(({ is }) => is === Unknown)) report.unknown(grant, path);
}

function overTheSame(one: Held["grant"], other: Held["grant"], accounts: Accounts): Known {
  if (isWide(one.type) || isWide(other.type)) return true;
  const [first, second] = [one, other].map((grant) =>
    accounts.named(grant, "serviceAccountId", grant.props.serviceAccountId ?? ""),
  );
  if (first === undefined || second === undefined) return Unknown;
  if (first.key === second.key) return true;
  // An account that is made in this run has no address yet: a known one may be its.
  return isUrn(first.key) !== isUrn(second.key) ? Unknown : false;
}

const isUrn = (key: string) => key.startsWith("urn:");
