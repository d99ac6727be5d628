import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component";
import type { Environment } from "../environment";
import { stableName } from "../naming";

/** What has an account → whether code of ours runs as it, which then writes metrics and traces. */
const runsCode = { run: true, job: true, pool: true, cron: false, push: false, record: false, ci: false } as const;

/**
 * An account for one workload, born with it and shared with no other. It has no permissions but to write its own metrics
 * and traces, where code runs as it; never a key. Made by components for their workloads, so that nobody chooses an account
 * by hand.
 */
export class Identity extends Component {
  readonly account: gcp.serviceaccount.Account;
  /** Its id in the project, which no other account has. */
  readonly accountId: string;
  /** The account as IAM writes it, `serviceAccount:…`. */
  readonly member: pulumi.Output<string>;

  /**
   * `kind`: what has the account, since a service and a job may share a name but no account. `cloudName`: what its name in
   * the cloud is made of, where it was renamed since.
   */
  constructor(
    name: string,
    environment: Environment,
    kind: keyof typeof runsCode,
    opts?: pulumi.ComponentResourceOptions,
    cloudName = name,
  ) {
    super("iam:Identity", name, environment, opts);
    const { foundation, propagation } = environment;
    this.accountId = stableName("gcp:serviceaccount/account:Account", environment.slug, kind, cloudName);
    this.account = new gcp.serviceaccount.Account(
      name,
      {
        accountId: this.accountId,
        displayName: `${name}: may do what its "can" list says`,
      },
      { parent: this, dependsOn: [foundation.api("iam.googleapis.com")] },
    );
    this.member = this.account.member;
    if (runsCode[kind])
      new gcp.projects.IAMMember(
        `${name}/observe`,
        { project: environment.project, role: foundation.roles.observe, member: this.member },
        {
          parent: this,
          dependsOn: [foundation.api("cloudresourcemanager.googleapis.com")],
          hooks: propagation,
        },
      );
    this.registerOutputs({});
  }
}
