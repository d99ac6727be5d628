/** The tables that a view's query reads, as far as they are named whole; the query itself is not judged. */
import type { PropertyMap } from "../../values";
import { objectOf, textOf } from "../typed";

export interface TableName {
  project: string;
  dataset: string;
  table: string;
}

/** What is no code: comments and texts. */
const silent = /--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;
const part = "(?:`[^`]+`|[A-Za-z_][\\w-]*)";
const standard = new RegExp(String.raw`\b(?:FROM|JOIN)\s+(${part}(?:\.${part})*)`, "gi");
const legacy = /\b(?:FROM|JOIN)\s+\[([^\]]+)\]/gi;

export function queryOf({ view }: PropertyMap): string | undefined {
  return textOf(objectOf(view).query);
}

/** A name without quotation marks and of fewer than three parts may be that of a subquery, or of a column. */
export function tablesIn(query: string, project: string): TableName[] {
  const code = query.replace(silent, " ");
  const names = [...code.matchAll(standard)].map(([, name = ""]) => ({
    parts: name.replaceAll("`", "").split("."),
    quoted: name.includes("`"),
  }));
  const inBrackets = [...code.matchAll(legacy)].map(([, name = ""]) => ({
    parts: name.split(/[:.]/),
    quoted: true,
  }));
  return [...names, ...inBrackets].flatMap(({ parts, quoted }) => {
    const [table = "", dataset = "", home = project] = [...parts].reverse();
    const isWhole = parts.length === 3 || (parts.length === 2 && quoted);
    // INFORMATION_SCHEMA is in every data set, and a star is many tables.
    return isWhole && !/^INFORMATION_SCHEMA$/i.test(dataset) && !table.includes("*")
      ? [{ project: home, dataset, table }]
      : [];
  });
}
