/** Service agents: accounts of Google's own, as which its products act in a project. Nobody else can be one. */

/** Domains in which only Google makes accounts (cloud.google.com/iam/docs/service-agents). */
const domains = [
  String.raw`gcp-sa-[\w-]+\.iam`,
  String.raw`(?:compute-system|container-engine-robot|gcf-admin-robot|serverless-robot-prod|gs-project-accounts)\.iam`,
  String.raw`(?:dataflow-service-producer-prod|bigquery-encryption|bigquery-data-connectors|gae-api-prod\.google\.com)\.iam`,
];

const agent = new RegExp(String.raw`^serviceAccount:[\w-]+@(?:${domains.join("|")})\.gserviceaccount\.com$`, "i");

export function isServiceAgent(member: string): boolean {
  return agent.test(member);
}
