/**
 * What PostgreSQL has to write to its log: the flags of the CIS Google Cloud Platform Foundation Benchmark 4.0 (6.2.x),
 * and seven that earlier editions of it and other tools have; `left-out.ts` says why not `log_hostname` and
 * `log_duration`.
 *
 * What an omission means is PostgreSQL's own default (postgresql.org/docs, "Error Reporting and Logging").
 */
import { type Control, cis } from "../policy";

export interface LogFlag {
  name: string;
  allowed: readonly string[];
  /** Its value where it is not set, by major version. */
  omitted(major: number): string;
  control?: Control;
  same?: readonly string[];
}

/** From the chattiest to `error`: what makes PostgreSQL write at least the errors. */
const upToError = ["debug5", "debug4", "debug3", "debug2", "debug1", "info", "notice", "warning", "error"];

export const logFlags: readonly LogFlag[] = [
  {
    name: "log_error_verbosity",
    allowed: ["default", "verbose"],
    omitted: () => "default",
    control: cis(
      "6.2.1",
      "Ensure 'Log_error_verbosity' Database Flag for Cloud SQL PostgreSQL Instance Is Set to 'DEFAULT' or Stricter",
    ),
    same: ["gcp-pac:postgres-require-log-error-verbosity"],
  },
  {
    name: "log_connections",
    allowed: ["on"],
    omitted: () => "off",
    control: cis(
      "6.2.2",
      "Ensure That the 'Log_connections' Database Flag for Cloud SQL PostgreSQL Instance Is Set to 'On'",
    ),
    same: ["checkov:CKV_GCP_52", "trivy:GCP-0016", "gcp-pac:postgres-require-log-connections"],
  },
  {
    name: "log_disconnections",
    allowed: ["on"],
    omitted: () => "off",
    control: cis(
      "6.2.3",
      "Ensure That the 'Log_disconnections' Database Flag for Cloud SQL PostgreSQL Instance Is Set to 'On'",
    ),
    same: ["checkov:CKV_GCP_53", "trivy:GCP-0022", "gcp-pac:postgres-require-log-disconnections"],
  },
  {
    name: "log_statement",
    allowed: ["ddl", "mod", "all"],
    omitted: () => "none",
    control: cis(
      "6.2.4",
      "Ensure 'Log_statement' Database Flag for Cloud SQL PostgreSQL Instance Is Set Appropriately",
    ),
    same: ["checkov:CKV_GCP_111", "gcp-pac:postgres-require-log-statement"],
  },
  {
    name: "log_min_messages",
    allowed: upToError.slice(0, -1),
    omitted: () => "warning",
    control: cis(
      "6.2.5",
      "Ensure That the 'Log_min_messages' Flag for a Cloud SQL PostgreSQL Instance Is Set at Minimum to 'Warning'",
    ),
    same: ["checkov:CKV_GCP_55", "trivy:GCP-0018"],
  },
  {
    name: "log_min_error_statement",
    allowed: upToError,
    omitted: () => "error",
    control: cis(
      "6.2.6",
      "Ensure 'Log_min_error_statement' Database Flag for Cloud SQL PostgreSQL Instance Is Set to 'Error' or Stricter",
    ),
    same: ["checkov:CKV_GCP_109", "gcp-pac:postgres-require-log-min-error-statement"],
  },
  {
    name: "log_min_duration_statement", // a slow statement would be written with the values in it
    allowed: ["-1"],
    omitted: () => "-1",
    control: cis(
      "6.2.7",
      "Ensure That the 'Log_min_duration_statement' Database Flag for Cloud SQL PostgreSQL Instance Is Set to '-1'",
    ),
    same: ["checkov:CKV_GCP_57", "trivy:GCP-0021", "gcp-pac:postgres-require-log-min-duration-statement"],
  },
  {
    name: "cloudsql.enable_pgaudit",
    allowed: ["on"],
    omitted: () => "off",
    control: cis(
      "6.2.8",
      "Ensure That 'cloudsql.enable_pgaudit' Database Flag for Each Cloud SQL PostgreSQL Instance Is Set to 'On'",
    ),
    same: ["checkov:CKV_GCP_110", "gcp-pac:postgres-require-cloudsql-enable-pgaudit"],
  },
  {
    name: "log_checkpoints",
    allowed: ["on"],
    omitted: (major) => (major >= 15 ? "on" : "off"),
    same: ["checkov:CKV_GCP_51", "trivy:GCP-0025"],
  },
  {
    name: "log_lock_waits",
    allowed: ["on"],
    omitted: () => "off",
    same: ["checkov:CKV_GCP_54", "trivy:GCP-0020"],
  },
  // Statistics of each statement, for whoever works on Postgres itself: they bury everything else in the log.
  { name: "log_executor_stats", allowed: ["off"], omitted: () => "off", same: ["checkov:CKV2_GCP_14"] },
  { name: "log_parser_stats", allowed: ["off"], omitted: () => "off", same: ["checkov:CKV2_GCP_15"] },
  { name: "log_planner_stats", allowed: ["off"], omitted: () => "off", same: ["checkov:CKV2_GCP_16"] },
  { name: "log_statement_stats", allowed: ["off"], omitted: () => "off", same: ["checkov:CKV2_GCP_17"] },
  { name: "log_temp_files", allowed: ["0"], omitted: () => "-1", same: ["checkov:CKV_GCP_56", "trivy:GCP-0014"] },
];
