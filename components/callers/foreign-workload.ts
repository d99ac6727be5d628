import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import { checksInto, type Mistake, refuse, tells } from "../refuse";
import { Caller, type CallerCan, callerMistakes, standing } from "./caller";

export interface ForeignWorkloadArgs {
  environment: Environment;
  /** Address of its service account, which another project has: `billing@other-project.iam.gserviceaccount.com`. */
  account: string;
  /** Why something that is not managed here may do this. Recorded, for review to show; 10 characters at least. */
  because: string;
  /** What it may do: all that it is granted here. */
  can: CallerCan;
}

/**
 * A workload of another stack, in another project, that may do something here.
 *
 * ```ts
 * new ForeignWorkload("billing", {
 *   environment,
 *   account: "billing@other-project.iam.gserviceaccount.com",
 *   because: "bills each pull to the team that made it",
 *   can: [imagePulled.publish()],
 * });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class ForeignWorkload extends Caller {
  constructor(name: string, args: ForeignWorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("ForeignWorkload", name, foreignMistakes(name, args));
    const said = { caller: "foreign workload" as const, because: args.because.trim() };
    super("ForeignWorkload", name, args, standing(name, `serviceAccount:${args.account}`), said, opts);
  }
}

/** An account that somebody made for one workload; the default ones (`…@developer.gserviceaccount.com`) are not of this form. */
const accountPattern = /^[a-z][-a-z0-9]{4,28}[a-z0-9]@([a-z][-a-z0-9]{4,28}[a-z0-9])\.iam\.gserviceaccount\.com$/;

function foreignMistakes(name: string, { environment, account, because, can }: ForeignWorkloadArgs): Mistake[] {
  const mistakes = callerMistakes(name, can, "foreign");
  const check = checksInto(mistakes);
  const given = JSON.stringify(account);
  const [, project] = accountPattern.exec(account) ?? [];
  check(
    project !== undefined,
    "account",
    `${given} is not an account made for one workload: NAME@PROJECT.iam.gserviceaccount.com`,
  );
  check(
    project !== environment.project,
    "account",
    `${given} is of this environment's own project; put what it can into its own "can" list`,
  );
  check(
    tells(because),
    "because",
    `${JSON.stringify(because)} does not tell a reviewer why; say what it does with the right`,
  );
  return mistakes;
}
