import { cis, stackPolicy } from "../policy";
import { Accounts, account } from "./accounts";
import { heldBy } from "./held";
import { isWide } from "./wide-grants";

const onAccount = /^gcp:serviceaccount\/iAM(Member|Binding|Policy):/;
const ruling = ["roles/iam.serviceAccountAdmin", "roles/iam.serviceAccountKeyAdmin", "roles/owner"];
const acting = ["roles/iam.serviceAccountUser", "roles/iam.serviceAccountTokenCreator", "roles/owner"];
const matter = [...ruling, ...acting];

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
    for (const { grant, path, role, member } of all.filter((one) => acting.includes(one.role))) {
      const ruler = rulers.find((one) => one.member.key === member.key);
      if (ruler)
        report.violation(grant, path, `gives ${member.called} ${role}, beside ${ruler.role} by "${ruler.grant.name}"`);
    }
  },
});
