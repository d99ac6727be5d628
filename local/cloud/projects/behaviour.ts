import type { Behaviours } from "../behaviour";

/** Names of service agents that are not `gcp-sa-` and the service's own name (cloud-facts, section 3). */
const agents: Record<string, string> = { run: "serverless-robot-prod", sqladmin: "gcp-sa-cloud-sql" };

export const behaviour: Behaviours = {
  "gcp:projects/service:Service": {
    // Left out, an API stays enabled (resource_google_project_service.go in the upstream provider).
    afterDelete: ({ inputs }) => (inputs.disableOnDestroy === true ? "nothing" : "everything"),
  },
  "gcp:projects/serviceIdentity:ServiceIdentity": {
    outputs({ inputs, projectNumber }) {
      const service = String(inputs.service).split(".")[0] as string;
      const email = `service-${projectNumber()}@${agents[service] ?? `gcp-sa-${service}`}.iam.gserviceaccount.com`;
      return { email, member: `serviceAccount:${email}` };
    },
    // An agent cannot be deleted (resource_project_service_identity.go).
    afterDelete: () => "everything",
  },
  "gcp:projects/iAMCustomRole:IAMCustomRole": {
    outputs: () => ({ deleted: false }),
    // Made again within its time, the role is undeleted (resource_google_project_iam_custom_role.go).
    afterDelete: () => "soft-deleted",
  },
  "gcp:projects/defaultServiceAccounts:DefaultServiceAccounts": {
    outputs: ({ inputs, projectNumber }) => ({
      // Account → the role taken from it.
      serviceAccounts:
        inputs.action === "DEPRIVILEGE"
          ? { [`${projectNumber()}-compute@developer.gserviceaccount.com`]: "roles/editor" }
          : {},
    }),
  },
};
