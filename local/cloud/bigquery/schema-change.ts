/**
 * What becomes of a table whose columns change, as its provider plans it (resource_bigquery_table.go,
 * resourceBigQueryTableSchemaIsChangeable).
 */
import type { PropertyMap } from "../../values";
import type { PlannedChange } from "../behaviour";
import { type Column, columnsOf } from "./columns";

/**
 * In place: columns that are added and may be empty; or, in a change without those, columns at the top that are dropped,
 * with what is in them; a column that may be empty from now on. Anything else makes another table.
 */
export function planOfColumns(old: PropertyMap, news: PropertyMap): PlannedChange {
  if (typeof old.schema !== "string" || typeof news.schema !== "string") return {};
  return isChangeable(columnsOf(old.schema), columnsOf(news.schema), true) ? {} : { replaces: ["schema"] };
}

function isChangeable(old: readonly Column[], news: readonly Column[], atTop: boolean): boolean {
  const added = news.filter(({ name }) => !old.some((column) => column.name === name));
  const dropped = old.filter(({ name }) => !news.some((column) => column.name === name));
  if (added.some(({ mode }) => mode === "REQUIRED")) return false;
  if (dropped.length > 0 && (!atTop || added.length > 0)) return false;
  return old.every((before) => {
    const after = news.find(({ name }) => name === before.name);
    return after === undefined || isChangeableColumn(before, after);
  });
}

function isChangeableColumn(old: Column, news: Column): boolean {
  const relaxed = old.mode === "REQUIRED" && news.mode === "NULLABLE";
  return old.type === news.type && (old.mode === news.mode || relaxed) && isChangeable(old.fields, news.fields, false);
}
