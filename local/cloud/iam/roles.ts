/**
 * Which predefined roles hold the permissions that rules ask about: all of them (`holders.json`), but those that only
 * Google's own agents are given. As the IAM API told them on 2026-08-22 (iann0036/iam-dataset, gcp/roles). The basic roles
 * hold what Cloud Storage lets those who have them on the project do in each of its buckets
 * (cloud.google.com/storage/docs/access-control/iam-roles).
 */
import holders from "./holders.json";

export type Permission = keyof typeof holders;

export function isHeldBy(permission: Permission, role: string): boolean {
  return role.startsWith("roles/") && holders[permission].includes(role.slice("roles/".length));
}

/** The role that an agent has on its project while the API is enabled there (cloud.google.com/iam/docs/service-agents). */
export const agentRoles: Readonly<Record<string, string>> = {
  "gcp-sa-cloudscheduler": "roles/cloudscheduler.serviceAgent",
  "gcp-sa-pubsub": "roles/pubsub.serviceAgent",
  "serverless-robot-prod": "roles/run.serviceAgent",
};
