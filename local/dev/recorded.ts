/** What is recorded: the plan's views, whose queries are run on what Pub/Sub has written so far. */
import { objectOf, textOf } from "../cloud/typed";
import type { World } from "../cloud/world";
import { NotHere, tablesIn, Warehouse } from "../stand-ins/bigquery";
import type { PubsubStandIn, Row } from "../stand-ins/pubsub";
import { tableName } from "./messages";

export class Recorded {
  /** Table or view that the stand-in has not → why. */
  readonly #missing = new Map<string, string>();
  /** Table → how many of its rows the warehouse has. */
  readonly #taken = new Map<string, number>();
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly warehouse: Warehouse,
    private readonly tables: PubsubStandIn["tables"],
  ) {}

  /** @param say told of each table and view that the stand-in has not, and why */
  static async open(world: World, tables: PubsubStandIn["tables"], say: (text: string) => void): Promise<Recorded> {
    const recorded = new Recorded(await Warehouse.open(), tables);
    for (const [name, { columns }] of tables)
      await recorded.#create(name, say, async () => {
        await recorded.warehouse.createTable(name, columns);
        recorded.#taken.set(name, 0);
      });
    for (const [name, query] of inOrder(queriesIn(world)))
      await recorded.#create(name, say, async () => {
        const behind = tablesIn(query).find((one) => recorded.#missing.has(one));
        if (behind !== undefined) throw new NotHere(`it has no ${behind}, which the view shows`);
        await recorded.warehouse.createView(name, query);
      });
    return recorded;
  }

  /** @throws {NotHere} where the stand-in has no such view */
  rows(view: string): Promise<Row[]> {
    return this.#inTurn(async () => {
      const why = this.#missing.get(view);
      if (why !== undefined) throw new NotHere(why);
      await this.#takeRows();
      return this.warehouse.rows(view);
    });
  }

  async close(): Promise<void> {
    await this.#inTurn(async () => this.warehouse.close());
  }

  async #create(name: string, say: (text: string) => void, create: () => Promise<void>): Promise<void> {
    try {
      await create();
    } catch (error) {
      if (!(error instanceof NotHere)) throw error;
      const why = `${name} cannot be queried here, in the stand-in for BigQuery: ${error.message}`;
      this.#missing.set(name, why);
      say(why);
    }
  }

  async #takeRows(): Promise<void> {
    for (const [name, taken] of this.#taken) {
      const rows = this.tables.get(name)?.rows.slice(taken) ?? [];
      await this.warehouse.append(name, rows);
      this.#taken.set(name, taken + rows.length);
    }
  }

  /** One after the other: or rows would be taken twice. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => {});
    return done;
  }
}

/** View → query, as the local cloud has them. */
function queriesIn(world: World): Map<string, string> {
  return new Map(
    world.ofType("gcp:bigquery/table:Table").flatMap(({ id, inputs }) => {
      const query = textOf(objectOf(inputs.view).query);
      return query === undefined ? [] : [[tableName(id), query] as const];
    }),
  );
}

/** A view comes after those that it shows. */
function inOrder(queries: ReadonlyMap<string, string>): Map<string, string> {
  const ordered = new Map<string, string>();
  const add = (view: string, above: readonly string[]) => {
    const query = queries.get(view);
    if (query === undefined || ordered.has(view) || above.includes(view)) return;
    for (const one of readIn(query)) add(one, [...above, view]);
    ordered.set(view, query);
  };
  for (const view of queries.keys()) add(view, []);
  return ordered;
}

/** Nothing of what cannot even be read. */
function readIn(query: string): string[] {
  try {
    return tablesIn(query);
  } catch {
    return [];
  }
}
