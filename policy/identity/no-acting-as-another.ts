import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { Unknown, type Value } from "../values";
import { Accounts, account } from "./accounts";
import { attaches, becomes } from "./acting";
import { isServiceAgent } from "./agents";
import { grantsIn } from "./bindings";
import { Running } from "./running";
import { isWorkload } from "./workloads";

const onAccount = /^gcp:serviceaccount\/iAM(Member|Binding|Policy):/;

/** What comes from outside with an identity of its own; `federated-principal-narrow` judges how much of it is let in. */
const federated = /^(principal|principalSet):\/\/|\.svc\.id\.goog\[/;

/**
 * An account may be itself: it signs so. A deployer may let something run as an account (`serviceAccountUser`), unless it
 * is a workload, which does not deploy.
 */
export default stackPolicy({
  name: "no-acting-as-another",
  refuses: "a right to be somebody else's service account",
  because:
    "its holder has every right of that account, which no list of the holder's own rights shows, and the logs name the other",
  fix:
    "give the holder the rights it needs itself (Flotilla: its can list); what is outside of Google comes in by workload " +
    "identity federation",
  severity: "high",
  applies: (type) => type === account || isWorkload(type) || onAccount.test(type),
  checkStack(resources, report) {
    const accounts = new Accounts(resources);
    const running = new Running(resources, accounts);
    for (const grant of resources.filter(({ type }) => onAccount.test(type)))
      for (const { role, member, path } of grantsIn(grant.props))
        judge({ grant, role, member, path }, accounts, running, report);
  },
});

interface Question {
  grant: StackResource;
  role: Value;
  member: Value;
  path: string;
}

function judge({ grant, role, member, path }: Question, accounts: Accounts, running: Running, report: StackReport) {
  if (role !== Unknown && !becomes(String(role)) && !attaches(String(role))) return;
  if (typeof member === "string" && (isServiceAgent(member) || federated.test(member))) return;
  const holder = accounts.named(grant, path, member);
  const other = accounts.named(grant, "serviceAccountId", grant.props.serviceAccountId ?? "");
  if (holder !== undefined && holder.key === other?.key) return;
  if (role === Unknown || holder === undefined) report.unknown(grant, path);
  else if (becomes(String(role)) ? other === undefined : running.hasUnnamed) report.unknown(grant, path);
  else if (becomes(String(role)) || running.as(holder.key) !== undefined)
    report.violation(grant, path, `gives ${holder.called} ${String(role)} over ${other?.called ?? "another account"}`);
}
