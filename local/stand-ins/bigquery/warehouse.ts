/** Tables and views in DuckDB, in memory. */
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { Column, Row } from "../pubsub";
import { declarationOf, plain, structureOf } from "./columns";
import { identifier, literal, NotHere, tableIdentifier, translate } from "./googlesql";
import { jsonOf } from "./values";
import { macros } from "./words";

/** It reads no files and loads nothing. */
const closed = {
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
  enable_external_access: "false",
  default_null_order: "nulls_first_on_asc_last_on_desc", // as BigQuery sorts
};

export class Warehouse {
  readonly #columns = new Map<string, readonly Column[]>();

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
  ) {}

  static async open(): Promise<Warehouse> {
    const instance = await DuckDBInstance.create(":memory:", closed);
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    for (const macro of macros) await connection.run(`CREATE MACRO ${macro}`);
    return new Warehouse(instance, connection);
  }

  /**
   * @param name `project.dataset.table`
   * @throws {NotHere} for a type that the stand-in has not
   */
  async createTable(name: string, columns: readonly Column[]): Promise<void> {
    await this.#create(name, `TABLE ${tableIdentifier(name)} (${declarationOf(columns)})`);
    this.#columns.set(name, columns);
  }

  /**
   * @param query in GoogleSQL, on tables and views that are there
   * @throws {NotHere} naming the word that cannot be run
   */
  async createView(name: string, query: string): Promise<void> {
    await this.#create(name, `VIEW ${tableIdentifier(name)} AS ${translate(query)}`);
  }

  /** Rows as a BigQuery subscription writes them. */
  async append(table: string, rows: readonly Row[]): Promise<void> {
    const columns = this.#columns.get(table);
    if (!columns) throw new Error(`there is no table ${table}`);
    if (rows.length === 0) return;
    const [content, structure] = [rows.map((row) => plain(row, columns)), [structureOf(columns)]].map((value) =>
      literal(JSON.stringify(value)),
    );
    await this.connection.run(
      `INSERT INTO ${tableIdentifier(table)} BY NAME
        SELECT unnest(from_json_strict(${content}::JSON, ${structure}), max_depth := 2)`,
    );
  }

  /** All rows of a view. */
  async rows(view: string): Promise<Row[]> {
    const answer = await this.connection.runAndReadAll(`FROM ${tableIdentifier(view)}`);
    return answer
      .getRowObjects()
      .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, jsonOf(value)])));
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }

  async #create(name: string, what: string): Promise<void> {
    const dataset = name.slice(0, name.lastIndexOf("."));
    try {
      await this.connection.run(`CREATE SCHEMA IF NOT EXISTS ${identifier(dataset)}`);
      await this.connection.run(`CREATE ${what}`);
    } catch (error) {
      throw new NotHere(whyOf(error));
    }
  }
}

/** Of DuckDB's message what is wrong; where, in a spelling that nobody wrote, is left out. */
function whyOf(error: unknown): string {
  const [why = ""] = String(error instanceof Error ? error.message : error).split(/\n/);
  return why.replace(/^(?:\w+ )?Error: /, "");
}
