import type * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";

/**
 * A condition under which a grant on the project is one on these instances alone: an instance has no grants of its own
 * (cloud.google.com/sql/docs/postgres/iam-conditions).
 */
export function onlyOn(
  name: string,
  project: string,
  instances: readonly gcp.sql.DatabaseInstance[],
): { title: string; expression: pulumi.Output<string> } {
  const expression = pulumi.all(instances.map((instance) => instance.name)).apply((names) => {
    const any = names.map((instance) => `resource.name == "projects/${project}/instances/${instance}"`).join(" || ");
    return `resource.service == "sqladmin.googleapis.com" && ${names.length > 1 ? `(${any})` : any}`;
  });
  return { title: `only ${name}`, expression };
}
