/** Service accounts as others name them. */
import { projectNumber, projectNumbers } from "../projects/number";
import type { World } from "../world";

/** Whether a project's own account of that address is missing; agents and accounts of other projects are not ours to tell. */
export function isMissing(world: World, project: string, email: string): boolean {
  return (
    email.endsWith(`@${project}.iam.gserviceaccount.com`) &&
    !world.get("gcp:serviceaccount/account:Account", `projects/${project}/serviceAccounts/${email}`)
  );
}

/** Whether a project's own account of that address is there and switched off. */
export function isDisabled(world: World, project: string, email: string): boolean {
  const found = world.get("gcp:serviceaccount/account:Account", `projects/${project}/serviceAccounts/${email}`);
  return found?.inputs.disabled === true;
}

/** Why Google gives out no token of an account; nothing where it does. */
export function whyNotActing(world: World, project: string, email: string | undefined): string | undefined {
  return email !== undefined && isDisabled(world, project, email) ? `${email} has been disabled` : undefined;
}

const agents = { iap: "gcp-sa-iap", pubsub: "gcp-sa-pubsub", storage: "gs-project-accounts" } as const;

/** The account by which a service of Google itself acts in a project (cloud.google.com/iam/docs/service-agents). */
export function agentOf(world: World, project: string, service: keyof typeof agents): string {
  return `service-${projectNumber(world, project, {})}@${agents[service]}.iam.gserviceaccount.com`;
}

/** The same, under every number that the project may have. */
export function agentsOf(world: World, project: string, service: keyof typeof agents): string[] {
  return projectNumbers(world, project).map((number) => `service-${number}@${agents[service]}.iam.gserviceaccount.com`);
}
