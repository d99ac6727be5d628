import { Accounts, account } from "../identity/accounts";
import { type Held, heldBy } from "../identity/held";
import { isWide } from "../identity/wide-grants";
import { cis, type StackReport, type StackResource, stackPolicy } from "../policy";
import { Unknown } from "../values";
import { dutiesOf } from "./duties";
import { keysAndRings, overlap, type Scope, scopeOf } from "./scope";

const onKeys = /^gcp:kms\/(cryptoKey|keyRing)IAM(Member|Binding|Policy):/;

interface HeldOnKeys extends Held {
  scope: Scope;
}

export default stackPolicy({
  name: "kms-duties-separated",
  refuses: "one member who both rules over a key and uses it",
  because: "whoever can do both can give themselves what they were not meant to read, and destroy what would show it",
  fix:
    "let one member have roles/cloudkms.admin, and the workloads encrypt, decrypt or sign with accounts of their own; " +
    "roles/owner is both",
  severity: "high",
  frameworks: [cis("1.11", "Ensure That Separation of Duties Is Enforced While Assigning KMS Related Roles to Users")],
  applies: (type) => type === account || keysAndRings.includes(type) || onKeys.test(type) || isWide(type),
  checkStack(resources, report) {
    const accounts = new Accounts(resources);
    const all = resources.flatMap((grant) => [...held(grant, accounts, report)]);
    const rulers = all.filter(({ role }) => dutiesOf(role).rules);
    for (const use of all.filter(({ role }) => dutiesOf(role).uses)) {
      const { grant, path, role, member } = use;
      const same = rulers.filter((ruler) => ruler.member.key === member.key);
      const ruler = same.find(({ scope }) => overlap(scope, use.scope) === true);
      if (ruler !== undefined) report.violation(grant, path, `gives ${member.called} ${role}, ${beside(ruler, use)}`);
      else if (same.some(({ scope }) => overlap(scope, use.scope) === Unknown)) report.unknown(grant, path);
    }
  },
});

function beside(ruler: HeldOnKeys, use: HeldOnKeys): string {
  return ruler === use ? "which is both" : `beside ${ruler.role} by "${ruler.grant.name}"`;
}

/** Each right to keys that a resource gives to somebody who is known by name. */
function* held(grant: StackResource, accounts: Accounts, report: StackReport): Generator<HeldOnKeys> {
  const scope = scopeOf(grant);
  if (scope === undefined) return;
  for (const right of heldBy(grant, isDuty, accounts, report)) yield { ...right, scope };
}

function isDuty(role: string): boolean {
  const { rules, uses } = dutiesOf(role);
  return rules || uses;
}
