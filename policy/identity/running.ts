/** Which workload runs as which account. */
import type { StackResource } from "../policy";
import { isSet } from "../settings";
import { find } from "../values";
import type { Accounts } from "./accounts";
import { accountPath } from "./workloads";

export class Running {
  readonly #byAccount = new Map<string, string>();
  /** Whether a workload runs as an account that is not known yet: it may be any. */
  readonly hasUnnamed: boolean;

  constructor(resources: readonly StackResource[], accounts: Accounts) {
    const uses = resources.flatMap((workload) =>
      find(workload.props, accountPath(workload.type) ?? "none").flatMap(({ path, value }) =>
        isSet(value) ? [{ name: workload.name, account: accounts.named(workload, path, value) }] : [],
      ),
    );
    for (const { name, account } of uses) if (account) this.#byAccount.set(account.key, name);
    this.hasUnnamed = uses.some(({ account }) => account === undefined);
  }

  /** The name of the workload that runs as an account, which `Accounts` knows by this key. */
  as(key: string): string | undefined {
    return this.#byAccount.get(key);
  }
}
