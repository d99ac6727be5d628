/**
 * A revision is not ready, and a job not made, while a secret that it names is not there or its account may not read it.
 * The real cloud leaves the failed service or job behind (hashicorp/terraform-provider-google#13828); here nothing is made.
 */
import { OperationFailed } from "../errors";
import type { Request, Rule } from "../rule";
import { digest } from "../template";
import { workloads } from "./revision";
import { type WithheldSecret, withheldSecrets } from "./withheld-secrets";

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
    const withheld = withheldSecrets(request.world, request.project, request.inputs);
    if (withheld.length > 0) throw new RevisionNotReady(request, withheld.map(reason));
  },
};

function reason({ path, version, account, why }: WithheldSecret): string {
  if (why === "disabled") return `${path}: Secret ${version} is in DISABLED state.`;
  if (why === "not there") return `${path}: Secret ${version} was not found`;
  return (
    `${path}: Permission denied on secret: ${version} for Revision service account ${account}. The service account used ` +
    "must be granted the 'Secret Manager Secret Accessor' role (roles/secretmanager.secretAccessor) at the secret, " +
    "project or higher level."
  );
}
