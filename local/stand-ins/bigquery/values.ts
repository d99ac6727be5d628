/** What DuckDB answers, as JSON: times in ISO 8601 with what they have below a second, and whole numbers as numbers. */
import { DuckDBListValue, DuckDBStructValue, DuckDBTimestampTZValue, type DuckDBValue } from "@duckdb/node-api";

export function jsonOf(value: DuckDBValue): unknown {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof DuckDBTimestampTZValue) return isoOf(value.micros);
  if (value instanceof DuckDBListValue) return value.items.map(jsonOf);
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([name, one]) => [name, jsonOf(one)]));
  return value.toString(); // a date
}

function isoOf(micros: bigint): string {
  const below = ((micros % 1000n) + 1000n) % 1000n;
  const iso = new Date(Number((micros - below) / 1000n)).toISOString();
  return below === 0n ? iso : iso.replace("Z", `${String(below).padStart(3, "0")}Z`);
}
