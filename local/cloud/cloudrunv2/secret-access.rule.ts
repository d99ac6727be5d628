/**
 * A revision is not ready, and a job not made, while a secret that it names is not there or its account may not read it.
 * The real cloud leaves the failed service or job behind (hashicorp/terraform-provider-google#13828); here nothing is made.
 */
import { OperationFailed } from "../errors";
import { allows } from "../iam/grants";
import { projectNumber } from "../projects/number";
import type { Request, Rule } from "../rule";
import { hasVersion } from "../secretmanager/versions";
import { digest } from "../template";
import { revisionOf, type SecretReference, secretsOf, workloads } from "./revision";

export class RevisionNotReady extends OperationFailed {
  constructor({ type, id, existing, operation }: Request, reasons: readonly string[]) {
    const noun = type.token.split(":").at(-1) as string;
    const generation = String((existing?.generation ?? 0) + 1).padStart(5, "0");
    const revision = `${id.split("/").at(-1)}-${generation}-${digest(id).slice(0, 3)}`;
    const whole = noun === "Job" ? "" : `Revision '${revision}' is not ready and cannot serve traffic. `;
    super(`${operation === "create" ? "Creating" : "Updating"} ${noun}`, 13, whole + reasons.join("\n"));
  }
}

export const secretAccess: Rule = {
  name: "secret-access",
  demands:
    "Secrets that a container reads or mounts have the version named, and the workload's account may access them.",
  answer:
    "The service is not ready: Permission denied on secret: … for Revision service account …. The service account used " +
    "must be granted the 'Secret Manager Secret Accessor' role …; or: Secret … was not found",
  sources: [
    "sourcegraph/sourcegraph-public-snapshot#59045",
    "terraform-google-modules/terraform-docs-samples#168",
    "https://cloud.google.com/run/docs/configuring/services/secrets",
    "https://cloud.google.com/run/docs/configuring/jobs/secrets",
  ],
  types: workloads,
  before: ["create", "update"],
  check(request) {
    const reasons = secretsOf(request.inputs).flatMap((secret) => mistakeIn(request, secret) ?? []);
    if (reasons.length > 0) throw new RevisionNotReady(request, reasons);
  },
};

function mistakeIn(
  { world, project, inputs }: Request,
  { path, secret, version }: SecretReference,
): string | undefined {
  const [, home = project, name = secret] = /^projects\/([^/]+)\/secrets\/([^/]+)$/.exec(secret) ?? [];
  const number = projectNumber(world, project, inputs);
  if (home !== project && home !== number) return undefined; // another project's, which is not ours to tell
  const account = String(revisionOf(inputs).serviceAccount ?? `${number}-compute@developer.gserviceaccount.com`);
  const full = `${secret === name ? `projects/${number}/secrets/${name}` : secret}/versions/${version}`;
  const id = `projects/${project}/secrets/${name}`;
  if (!hasVersion(world, project, name, version)) return `${path}: Secret ${full} was not found`;
  if (allows(world, `serviceAccount:${account}`, "secretmanager.versions.access", { id, project })) return undefined;
  return (
    `${path}: Permission denied on secret: ${full} for Revision service account ${account}. The service account used ` +
    "must be granted the 'Secret Manager Secret Accessor' role (roles/secretmanager.secretAccessor) at the secret, " +
    "project or higher level."
  );
}
