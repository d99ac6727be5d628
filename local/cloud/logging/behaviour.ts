import type { Behaviours } from "../behaviour";

export const behaviour: Behaviours = {
  "gcp:logging/projectSink:ProjectSink": {
    // Whom a sink writes as (resource_logging_project_sink.go, `unique_writer_identity`).
    outputs({ inputs, projectNumber }) {
      const own = `serviceAccount:service-${projectNumber()}@gcp-sa-logging.iam.gserviceaccount.com`;
      const shared = "serviceAccount:cloud-logs@system.gserviceaccount.com";
      return { writerIdentity: inputs.customWriterIdentity ?? (inputs.uniqueWriterIdentity === false ? shared : own) };
    },
  },
};
