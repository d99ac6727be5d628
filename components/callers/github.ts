import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../component";
import type { Environment } from "../environment";
import { nameMistakes, stableName } from "../naming";
import { keptName } from "../naming/kept";
import { checksInto, isCount, type Mistake, refuse } from "../refuse";

export interface GitHubArgs {
  environment: Environment;
  /** Number of the user or organisation that has the repository: a name can be given up, and taken by somebody else. */
  owner: number;
  /** Number of the repository. Both: `gh api repos/OWNER/NAME --jq .owner.id,.id`. */
  repository: number;
}

const poolType = "gcp:iam/workloadIdentityPool:WorkloadIdentityPool";
const providerType = "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider";

/**
 * What a token tells of the job that it was made for, as one value, since a grant names one attribute alone:
 * `deploy.yml@refs/heads/main`, and `:` with the job's environment where it is in one. A pull request's branch has no name
 * that a grant could give. No branch can be called so that it passes for another: a ref begins with `refs/` and has no `:`
 * (docs.github.com/actions/reference/openid-connect-reference).
 */
const job =
  "assertion.workflow_ref.extract('/.github/workflows/{file}@') + '@' + " +
  "(assertion.event_name == 'pull_request' ? 'pull_request' : assertion.ref) + " +
  "(has(assertion.environment) ? ':' + assertion.environment : '')";

/** What a job says who it is with must be accepted by both (cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines). */
const apis = ["iamcredentials.googleapis.com", "sts.googleapis.com"] as const;

/**
 * Trust in the tokens that GitHub makes for the workflows of one repository. By itself it lets nobody do anything: a
 * `Workflow` says which of them may do what.
 *
 * ```ts
 * const github = new GitHub("github", { environment, owner: 1000001, repository: 2000002 });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class GitHub extends Component {
  /** What exchanges the tokens, as `workload_identity_provider` of `google-github-actions/auth` takes it. */
  readonly provider: pulumi.Output<string>;
  readonly #pool: gcp.iam.WorkloadIdentityPool;

  constructor(name: string, args: GitHubArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("GitHub", name, githubMistakes(name, args));
    super("callers:GitHub", name, args.environment, opts);
    const { environment } = args;
    const enabled = apis.map(
      (service) =>
        new gcp.projects.Service(
          `${name}/${service}`,
          { project: environment.project, service, disableOnDestroy: false },
          { parent: this },
        ),
    );
    this.#pool = this.#createPool(name, environment, enabled);
    this.provider = this.#createProvider(name, args).name;
    this.registerOutputs({ provider: this.provider });
  }

  /** All jobs of which their tokens tell this, as IAM writes them. */
  jobs(told: string): pulumi.Output<string> {
    return pulumi.interpolate`principalSet://iam.googleapis.com/${this.#pool.name}/attribute.job/${told}`;
  }

  #createPool(name: string, environment: Environment, dependsOn: pulumi.Resource[]): gcp.iam.WorkloadIdentityPool {
    const { project, slug, foundation } = environment;
    return new gcp.iam.WorkloadIdentityPool(
      name,
      {
        project,
        workloadIdentityPoolId: keptName(this, name, poolType, slug, name),
        displayName: "Workflows on GitHub",
      },
      { parent: this, dependsOn: [foundation.api("iam.googleapis.com"), ...dependsOn] },
    );
  }

  #createProvider(name: string, { environment, owner, repository }: GitHubArgs): gcp.iam.WorkloadIdentityPoolProvider {
    return new gcp.iam.WorkloadIdentityPoolProvider(
      name,
      {
        project: environment.project,
        workloadIdentityPoolId: this.#pool.workloadIdentityPoolId,
        workloadIdentityPoolProviderId: stableName(providerType, environment.slug, name),
        attributeMapping: {
          // Whoever reads the logs finds the run by it; the token's own subject may be longer than the 127 bytes allowed.
          "google.subject": "'repository/' + assertion.repository_id + '/run/' + assertion.run_id",
          "attribute.job": job,
        },
        // Workflows of this event run with the rights of the repository, on what a stranger asks for.
        attributeCondition:
          `assertion.repository_owner_id == '${owner}' && assertion.repository_id == '${repository}' && ` +
          "assertion.event_name != 'pull_request_target'",
        oidc: { issuerUri: "https://token.actions.githubusercontent.com" },
      },
      { parent: this },
    );
  }
}

function githubMistakes(name: string, { owner, repository }: GitHubArgs): Mistake[] {
  const mistakes = nameMistakes(name);
  const check = checksInto(mistakes);
  for (const [property, value] of Object.entries({ owner, repository }))
    check(
      isCount(value, 1, Number.MAX_SAFE_INTEGER),
      property,
      `${JSON.stringify(value)} is no number of GitHub's; ask: gh api repos/OWNER/NAME --jq .owner.id,.id`,
    );
  return mistakes;
}
