import assert from "node:assert/strict";
import { World } from "../../../local/cloud/world";
import { Recorded } from "../../../local/dev/recorded";
import { Table } from "../../../local/stand-ins/pubsub/tables";
import type { PropertyMap } from "../../../local/values";

const at = "2026-11-29T07:00:00.000Z";
const path = (dataset: string, table: string) => `shop-dev.${dataset}.${table}`;

describe("what flotilla dev has recorded", () => {
  const sales = path("recorded", "sales");
  const said: string[] = [];
  const tables = new Map([[sales, new Table([{ name: "shop", type: "STRING" }])]]);
  let recorded: Recorded;

  /** The views stand in another order than they show each other. */
  const queries = {
    a_shops: `SELECT shop, COUNT(*) AS sales FROM \`${path("events", "b_sales")}\` GROUP BY shop`,
    b_sales: `SELECT * FROM \`${sales}\``,
    c_words: `SELECT shop,\n  SPLIT(shop, '') AS words FROM \`${sales}\``,
    d_more: `SELECT words FROM \`${path("events", "c_words")}\``,
    e_own: `SELECT * FROM \`${path("events", "e_own")}\``,
  };

  before(async () => {
    const world = World.inMemory();
    for (const [table, query] of Object.entries(queries)) {
      const id = `projects/shop-dev/datasets/events/tables/${table}`;
      const inputs: PropertyMap = { view: { query } };
      const type = "gcp:bigquery/table:Table";
      world.put({ type, id, inputs, outputs: {}, serial: 1, generation: 1, created: at, updated: at });
    }
    recorded = await Recorded.open(world, tables, (text) => said.push(text));
  });
  after(() => recorded.close());

  it("each view of which a query can be run, however they stand; rows that came since are in it", async () => {
    tables.get(sales)?.rows.push({ shop: "corner" }, { shop: "corner" });
    const shops = () => recorded.rows(path("events", "a_shops"));
    assert.deepEqual(await Promise.all([shops(), shops()]), [
      [{ shop: "corner", sales: 2 }],
      [{ shop: "corner", sales: 2 }],
    ]);
    tables.get(sales)?.rows.push({ shop: "corner" });
    assert.deepEqual(await shops(), [{ shop: "corner", sales: 3 }]);
  });

  const why = (view: string, reason: string) =>
    `shop-dev.events.${view} cannot be queried here, in the stand-in for BigQuery: ${reason}`;

  it("the others are told at the start, with the word that is not known, and are refused with it", async () => {
    assert.deepEqual(said, [
      why("c_words", "it has no SPLIT, which stands in line 2"),
      why("d_more", "it has no shop-dev.events.c_words, which the view shows"),
      why("e_own", "Table with name e_own does not exist!"),
    ]);
    await assert.rejects(recorded.rows(path("events", "c_words")), { name: "NotHere", message: said[0] });
  });
});
