import * as pulumi from "@pulumi/pulumi";
import { type EventDeclaration, refusedChanges } from "../../contract";
import { hasHooks } from "../error-hook";
import { fieldsOfProto } from "./proto";

/**
 * Refuses a topic's schema in which a field was lost, in the preview, with what to do instead. Nothing else would in time:
 * Pub/Sub lets an optional field go, and BigQuery's provider then drops the column and what is in it, in a table that is
 * protected, too, because that is a change in place (resource_bigquery_table.go, resourceBigQueryTableSchemaIsChangeable).
 */
export function keptFields(name: string, { type, fields }: EventDeclaration): pulumi.ResourceHookBinding {
  if (!hasHooks()) return {};
  const refuse: pulumi.ResourceHookFunction = ({ oldInputs }) => {
    const refused = refusedChanges({ [type]: fieldsOfProto(String(oldInputs?.definition)) }, { [type]: fields });
    if (refused.length > 0)
      throw new Error(`EventType ${JSON.stringify(name)} cannot be changed so:\n${lines(refused)}`);
  };
  return { beforeUpdate: [new pulumi.ResourceHook(`${name}-kept-fields`, refuse, { onDryRun: true })] };
}

const lines = (refused: readonly string[]) => refused.map((line) => `  ${line}`).join("\n");
