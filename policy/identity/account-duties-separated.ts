import { cis, type StackReport, type StackResource, stackPolicy } from "../policy";
import { Unknown } from "../values";
import { Accounts, account, type NamedAccount } from "./accounts";
import { grantsIn } from "./bindings";
import { isWide } from "./wide-grants";

const onAccount = /^gcp:serviceaccount\/iAM(Member|Binding|Policy):/;
const ruling = ["roles/iam.serviceAccountAdmin", "roles/iam.serviceAccountKeyAdmin", "roles/owner"];
const acting = ["roles/iam.serviceAccountUser", "roles/iam.serviceAccountTokenCreator", "roles/owner"];

interface Held {
  grant: StackResource;
  path: string;
  role: string;
  member: NamedAccount;
}

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
    const all = resources.flatMap((grant) => [...held(grant, accounts, report)]);
    const rulers = all.filter(({ role }) => ruling.includes(role));
    for (const { grant, path, role, member } of all.filter((one) => acting.includes(one.role))) {
      const ruler = rulers.find((one) => one.member.key === member.key);
      if (ruler)
        report.violation(grant, path, `gives ${member.called} ${role}, beside ${ruler.role} by "${ruler.grant.name}"`);
    }
  },
});

function* held(grant: StackResource, accounts: Accounts, report: StackReport): Generator<Held> {
  if (grant.type === account) return;
  for (const { role, member, path } of grantsIn(grant.props)) {
    const relevant = role === Unknown || ruling.includes(String(role)) || acting.includes(String(role));
    const named = relevant ? accounts.named(grant, path, member) : undefined;
    if (relevant && (role === Unknown || named === undefined)) report.unknown(grant, path);
    else if (named) yield { grant, path, role: String(role), member: named };
  }
}
