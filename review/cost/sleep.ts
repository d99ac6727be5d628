/** A database instance that sleeps on a schedule: a Cloud Scheduler job stops it by the Cloud SQL Admin API. */
import type { Deployment, Resource } from "../deployment";
import { isMap, isSecret, isUnknown, textIfReadable, type Values } from "../values";

const instanceType = "gcp:sql/databaseInstance:DatabaseInstance";

/** Whether the resource is a job that stops the instance: a PATCH of it with `settings.activationPolicy` NEVER. */
export function putsToSleep(job: Resource, instance: Resource, deployment: Deployment): boolean {
  const { type, properties } = job;
  const { httpTarget } = properties;
  if (type !== "gcp:cloudscheduler/job:Job" || properties.paused === true || !isMap(httpTarget)) return false;
  return (
    textIfReadable(httpTarget, "httpMethod") === "PATCH" && stops(httpTarget) && isAbout(job, instance, deployment)
  );
}

/** The body is base64; what sends it may have left that to the provider. */
function stops(httpTarget: Values): boolean {
  const body = textIfReadable(httpTarget, "body") ?? "";
  return [body, Buffer.from(body, "base64").toString("utf8")].map(policyIn).includes("NEVER");
}

function policyIn(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    return isMap(body) && isMap(body.settings) ? body.settings.activationPolicy : undefined;
  } catch {
    return undefined;
  }
}

/** https://cloud.google.com/sql/docs/postgres/admin-api/rest/v1/instances/patch */
const address = /^https:\/\/sqladmin\.googleapis\.com\/(?:sql\/)?v1(?:beta4)?\/projects\/([^/]+)\/instances\/([^/?]+)$/;

/** In a preview the address may not be known: then what it is made of tells, or that there is one instance only. */
function isAbout(job: Resource, instance: Resource, deployment: Deployment): boolean {
  const { httpTarget } = job.properties;
  const uri = isMap(httpTarget) ? httpTarget.uri : undefined;
  if (isSecret(uri)) return false;
  if (!isUnknown(uri)) {
    const [, project, name] = address.exec(String(uri)) ?? [];
    const own = instance.properties;
    return name !== undefined && name === own.name && (own.project === undefined || own.project === project);
  }
  const needs = job.needs.httpTarget ?? [];
  if (needs.length > 0) return needs.includes(instance.urn);
  return deployment.filter(({ type }) => type === instanceType).length === 1;
}
