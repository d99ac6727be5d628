/**
 * A user of IAM can be made on an instance that does not know IAM, and then cannot log in. That making it would be refused,
 * no source says.
 */
import { isObject, type PropertyMap } from "../../values";
import type { DefectRule } from "../rule";
import { instanceNamed, settingsOf, versionOf } from "./instances";

export const iamLogin: DefectRule = {
  name: "sql-iam-login",
  demands: "An instance with users of IAM has IAM authentication switched on by its database flag.",
  answer: "The user is made, and every login fails: FATAL: Cloud SQL IAM user authentication failed for user …",
  sources: [
    "https://cloud.google.com/sql/docs/postgres/create-edit-iam-instances",
    "GoogleCloudPlatform/cloud-sql-proxy#849 (the words, of another cause)",
  ],
  types: ["gcp:sql/user:User"],
  inspect({ inputs }, world) {
    const instance = instanceNamed(world, String(inputs.project), inputs.instance);
    if (!String(inputs.type).startsWith("CLOUD_IAM_") || !instance || knowsIam(instance.inputs)) return undefined;
    return (
      `${inputs.name} cannot log in to ${inputs.instance}: it is a user of IAM, and the instance has no database flag ` +
      `${flagOf(instance.inputs)}=on; set it in settings.databaseFlags`
    );
  },
};

function flagOf(instance: PropertyMap): string {
  return versionOf(instance).engine === "MYSQL" ? "cloudsql_iam_authentication" : "cloudsql.iam_authentication";
}

function knowsIam(instance: PropertyMap): boolean {
  const { databaseFlags } = settingsOf(instance);
  return (
    Array.isArray(databaseFlags) &&
    databaseFlags.some(
      (flag) => isObject(flag) && flag.name === flagOf(instance) && String(flag.value).toLowerCase() === "on",
    )
  );
}
