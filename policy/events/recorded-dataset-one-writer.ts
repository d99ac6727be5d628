import { Accounts, account } from "../identity/accounts";
import { grantsIn } from "../identity/bindings";
import { isWide } from "../identity/wide-grants";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { isSet } from "../settings";
import { at, type Known, Unknown } from "../values";
import { type Access, accessesIn, givesAccess } from "./accesses";
import { datasetsOf, recordingsIn } from "./recorded";
import { mayWrite, writesToTables } from "./roles";
import { dataset, subscription, type Things, table } from "./things";

const writerPath = "bigqueryConfig.serviceAccountEmail";

/** The owners of the project own its data sets too, by a name that each has in its list: who that is is told by review. */
const owners = "specialGroup:projectOwners";

export default stackPolicy({
  name: "recorded-dataset-one-writer",
  refuses: "a second writer of a data set that a subscription writes into",
  because: "what is recorded is believed because nobody but the recorder can have written it",
  fix:
    "name one account in the subscriptions, let it alone write by the data set's accesses, and take every other right to " +
    "write away, those on tables and on the project too (Flotilla: new Recorder(…) does it)",
  severity: "high",
  applies: (type) => [subscription, dataset, table, account].includes(type) || givesAccess(type) || isWide(type),
  checkStack(resources, report) {
    const stack = new Stack(resources, report);
    for (const resource of resources) {
      if (givesAccess(resource.type)) stack.judgeAccess(resource);
      else if (isWide(resource.type)) stack.judgeProject(resource);
    }
  },
});

/** The one writer of a data set, as `Accounts` knows it; undefined where it is not known yet. */
type Writer = { key: string; called: string } | undefined;

/** Whether a data set is recorded into, and by whom. */
interface Recorded {
  is: Known;
  writer: Writer;
}

class Stack {
  readonly #accounts: Accounts;
  readonly #datasets: Things;
  /** Data set → its writer. */
  readonly #writers = new Map<string, Writer>();
  /** Whether a subscription writes into a data set that is not known yet. */
  #hasUnknown = false;

  constructor(
    resources: readonly StackResource[],
    private readonly report: StackReport,
  ) {
    this.#accounts = new Accounts(resources);
    this.#datasets = datasetsOf(resources);
    for (const { subscription: one, dataset: key } of recordingsIn(resources, this.#datasets)) {
      const writer = this.#writerOf(one);
      if (key === undefined) this.#hasUnknown = true;
      else this.#enter(one, key, writer);
    }
  }

  #writerOf(one: StackResource): Writer {
    const email = at(one.props.bigqueryConfig, "serviceAccountEmail");
    if (isSet(email)) {
      const named = this.#accounts.named(one, writerPath, email);
      if (named === undefined) this.report.unknown(one, writerPath);
      return named;
    }
    this.report.violation(
      one,
      writerPath,
      "is not set, so Pub/Sub's own agent writes, for whoever may make a subscription",
    );
    return undefined;
  }

  #enter(one: StackResource, key: string, writer: Writer): void {
    const first = this.#writers.get(key);
    if (!first || !writer) this.#writers.set(key, first ?? writer);
    else if (first.key !== writer.key)
      this.report.violation(one, writerPath, `is ${writer.called}, beside ${first.called} in another subscription`);
  }

  #recorded(by: StackResource): Recorded {
    const key =
      by.type === dataset ? this.#datasets.keyOf(by) : this.#datasets.key(by, "datasetId", by.props.datasetId);
    const found = [...this.#writers].map(([of, writer]): Recorded => ({ is: this.#datasets.isSame(of, key), writer }));
    const sure = found.find(({ is }) => is === true);
    if (sure) return sure;
    const maybe = this.#hasUnknown || found.some(({ is }) => is === Unknown);
    return { is: maybe ? Unknown : false, writer: undefined };
  }

  judgeAccess(by: StackResource): void {
    const { is, writer } = this.#recorded(by);
    if (is === false) return;
    const judged: StackReport =
      is === Unknown ? { violation: this.report.unknown, unknown: this.report.unknown } : this.report;
    const { accesses } = by.props;
    if (by.type === dataset && accesses === undefined)
      judged.violation(by, "accesses", "is not set, so every editor of the project writes");
    else if (accesses === Unknown) judged.unknown(by, "accesses");
    for (const access of accessesIn(by)) this.#judge(by, access, writer, judged);
  }

  #judge(by: StackResource, { role, member, path }: Access, writer: Writer, report: StackReport): void {
    if (role !== Unknown && !mayWrite(String(role))) return;
    if (member === owners) return;
    const isPerson = typeof member === "string" && /^(group|domain|specialGroup|project\w+|all\w+)\b/.test(member);
    const named = isPerson ? { key: member, called: member } : this.#accounts.named(by, path, member);
    if (named !== undefined && named.key === writer?.key) return;
    if (role === Unknown || named === undefined || (writer === undefined && !isPerson)) report.unknown(by, path);
    else report.violation(by, path, `gives ${named.called} ${String(role)}${beside(writer)}`);
  }

  /** A right in the whole project is one in each of its data sets; not even the writer is to have it. */
  judgeProject(by: StackResource): void {
    const [recorded] = this.#writers.keys();
    for (const { role, member, path } of grantsIn(by.props)) {
      if (role === Unknown) {
        if (recorded !== undefined || this.#hasUnknown) this.report.unknown(by, path);
      } else if (writesToTables(String(role))) {
        const who = member === Unknown ? "an account" : String(member);
        const text = `gives ${who} ${String(role)}, and so a right to write into every data set`;
        if (recorded !== undefined) this.report.violation(by, path, text);
        else if (this.#hasUnknown) this.report.unknown(by, path);
      }
    }
  }
}

function beside(writer: Writer): string {
  return writer === undefined ? "" : `, beside ${writer.called}`;
}
