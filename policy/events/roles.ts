/** What roles let somebody do with topics, subscriptions and data sets. */

/** From cloud.google.com/iam/docs/roles-permissions/pubsub; the last two are the basic ones. */
const publishing = ["roles/pubsub.publisher", "roles/pubsub.editor", "roles/pubsub.admin"];
const consuming = ["roles/pubsub.subscriber", "roles/pubsub.editor", "roles/pubsub.admin"];
const basic = ["roles/editor", "roles/owner"];

/** Nobody sees here what a custom role holds: it may be anything. */
const isCustom = (role: string) => /^(projects|organizations)\//.test(role);

export const letsPublish = (role: string) => isCustom(role) || [...publishing, ...basic].includes(role);
export const letsConsume = (role: string) => isCustom(role) || [...consuming, ...basic].includes(role);

/** On a project, these reach every topic and subscription; the basic ones are for other policies. */
export const reachesMessages = (role: string) => [...publishing, ...consuming].includes(role);

/**
 * Roles with bigquery.tables.updateData (cloud.google.com/iam/docs/roles-permissions/bigquery), and the words of a data
 * set's own list; an editor or an owner of the project may change who may.
 */
const writing = [
  "OWNER",
  "WRITER",
  ...basic,
  "roles/bigquery.admin",
  "roles/bigquery.dataEditor",
  "roles/bigquery.dataOwner",
  "roles/bigquery.routineAdmin",
  "roles/bigquery.routineDataEditor",
  "roles/bigquery.studioAdmin",
  "roles/dataplex.storageDataOwner",
  "roles/dataplex.storageDataWriter",
  "roles/datastream.bigqueryWriter",
  "roles/dlp.orgdriver",
  "roles/dlp.projectdriver",
  "roles/iam.dataScientist",
  "roles/iam.databasesAdmin",
  "roles/iam.mlEngineer",
];

export const writesToTables = (role: string) => writing.includes(role);

/** On a data set or table. */
export const mayWrite = (role: string) => isCustom(role) || writesToTables(role);

/** On a data set or table: these see no rows. */
const readNothing = ["roles/bigquery.metadataViewer", "roles/bigquery.user", "roles/bigquery.jobUser"];

export const mayReadAlone = (role: string) => !mayWrite(role) && !readNothing.includes(role);
