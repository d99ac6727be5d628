import assert from "node:assert/strict";
import { columnsOf, viewOf } from "../../../../components/events/shape";
import { events } from "../../../../contract";
import { NotHere, tablesIn, Warehouse } from "../../../../local/stand-ins/bigquery";
import { whoPullsWhat } from "../../../../stacks/queries";

const columns = [
  { name: "id", type: "STRING" },
  { name: "document", type: "JSON" },
  { name: "number", type: "INTEGER" },
  { name: "moment", type: "TIMESTAMP" },
];
const table = "shop-dev.recorded.sales";

describe("the stand-in for BigQuery", () => {
  let warehouse: Warehouse;
  beforeEach(async () => {
    warehouse = await Warehouse.open();
    await warehouse.createTable(table, columns);
  });
  afterEach(() => warehouse.close());

  let made = 0;
  const query = async (text: string) => {
    const name = `shop-dev.shown.view${made++}`;
    await warehouse.createView(name, text);
    return warehouse.rows(name);
  };
  const append = (...rows: Record<string, unknown>[]) => warehouse.append(table, rows);
  const row = { id: "a", document: '{"x": {"y": 1}, "ce-id": "7", "none": null}', number: 1, moment: null };

  /** Expression → its value, as cloud.google.com/bigquery/docs/reference/standard-sql has it. */
  const meanings: [expression: string, value: unknown][] = [
    [`JSON_VALUE(document, '$."ce-id"')`, "7"],
    ["JSON_VALUE(document, '$.x')", null], // no scalar
    ["JSON_VALUE(document, '$.x.y')", "1"],
    ["JSON_VALUE(document, '$.none')", null],
    ["JSON_VALUE(document, '$.nowhere')", null],
    ["SAFE_CAST('2026-11-29T10:00:00.123456Z' AS TIMESTAMP)", "2026-11-29T10:00:00.123456Z"],
    ["SAFE_CAST('2026-11-29t10:00:00z' AS TIMESTAMP)", "2026-11-29T10:00:00.000Z"],
    ["SAFE_CAST('2026-11-29 10:00:00+02' AS TIMESTAMP)", "2026-11-29T08:00:00.000Z"],
    ["SAFE_CAST('1969-12-31 23:59:59.999999' AS TIMESTAMP)", "1969-12-31T23:59:59.999999Z"],
    ["SAFE_CAST('2026-02-31' AS TIMESTAMP)", null],
    ["SAFE_CAST('infinity' AS TIMESTAMP)", null],
    ["SAFE_CAST('2026-11-29' AS DATE)", "2026-11-29"],
    ["SAFE_CAST('epoch' AS DATE)", null],
    ["SAFE_CAST('9007199254740993' AS INT64)", "9007199254740993"],
    ["SAFE_CAST('1.5' AS INT64)", null],
    ["DATE(SAFE_CAST('2026-11-29 23:30:00-01' AS TIMESTAMP))", "2026-11-30"], // in UTC
    ["TIMESTAMP_SUB(SAFE_CAST('2026-03-29 12:00:00' AS TIMESTAMP), INTERVAL 1 DAY)", "2026-03-28T12:00:00.000Z"],
    ["TIMESTAMP_ADD(SAFE_CAST('2026-03-29' AS TIMESTAMP), INTERVAL 90 MINUTE)", "2026-03-29T01:30:00.000Z"],
    ["CURRENT_TIMESTAMP() > TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 SECOND)", true],
    ["COALESCE(NULL, IFNULL(NULL, 'b'))", "b"],
    ["IF(number = 1, NULLIF('a', 'b'), 'c')", "a"],
    ["CASE WHEN number BETWEEN 2 AND 3 THEN 'some' ELSE UPPER('other') END", "OTHER"],
    [`LENGTH("it's") + 0.5`, 4.5],
    ["LOWER('A') || id", "aa"],
    ["STARTS_WITH(id, 'a') AND NOT ENDS_WITH(id, 'b')", true],
  ];
  for (const [expression, value] of meanings)
    it(`${expression} is ${JSON.stringify(value)}`, async () => {
      await append(row);
      assert.deepEqual(await query(`SELECT ${expression} AS value FROM \`${table}\``), [{ value }]);
    });

  it("groups: counted, distinct, with what is null first; a column may have any name", async () => {
    await append({ ...row, id: "b" }, row, { ...row, number: 2 }, { ...row, id: null });
    const text = `SELECT id AS \`order\`, COUNT(*) AS desk, COUNT(DISTINCT number) AS numbers, SUM(number) AS sum,
      COUNTIF(number > 1) AS large -- a remark
      FROM \`${table}\` AS sales WHERE sales.number >= 1 # another
      GROUP BY \`order\` HAVING COUNT(*) > 0 ORDER BY \`order\` LIMIT 3`;
    assert.deepEqual(await query(text), [
      { order: null, desk: 1, numbers: 1, sum: 1, large: 0 },
      { order: "a", desk: 2, numbers: 2, sum: 3, large: 1 },
      { order: "b", desk: 1, numbers: 1, sum: 1, large: 0 },
    ]);
  });

  it("a table is known by its last name, and joined by a column", async () => {
    await append(row);
    const text = `WITH twice AS (SELECT id, 2 AS n FROM \`${table}\` UNION ALL SELECT id, 3 FROM \`${table}\`)
      SELECT sales.id, n FROM \`${table}\` INNER JOIN twice USING (id) ORDER BY n DESC`;
    assert.deepEqual(await query(text), [
      { id: "a", n: 3 },
      { id: "a", n: 2 },
    ]);
  });

  /** What would fail here, or would run and mean something else. */
  const refused: [query: string, why: string][] = [
    ["SELECT 1,\n UNNEST(changes)", "it has no UNNEST, which stands in line 2"],
    ["SELECT REGEXP_CONTAINS('a', 'b')", "it has no REGEXP_CONTAINS, which stands in line 1"],
    ["SELECT CONCAT('a', NULL)", "it has no CONCAT, which stands in line 1"], // DuckDB leaves out what is null
    ["SELECT toString(1)", "it has no toString, which stands in line 1"],
    ["SELECT 'a' LIKE 'b'", "it has no LIKE, which stands in line 1"],
    ["SELECT CAST('1.5' AS INT64)", "it has no CAST, which stands in line 1"],
    ["SELECT SAFE_CAST('a' AS BYTES)", "it has no SAFE_CAST AS BYTES, which stands in line 1"],
    ["SELECT SAFE_CAST((SELECT 1 AS TIMESTAMP) AS STRING)", "it has no SAFE_CAST AS STRING, which stands in line 1"],
    [
      "SELECT TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 MONTH)",
      "it has no INTERVAL without a number and one of MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR, DAY, which stands in line 1",
    ],
    ["SELECT 1 / 0", "/ in line 1 is nothing that it can read"],
    ["SELECT 'it\\'s'", "'it\\'s' in line 1 is nothing that it can read"],
    ["SELECT '''a'''", "'''a''' in line 1 is nothing that it can read"],
    ["SELECT @@session_id", "@@session_id in line 1 is nothing that it can read"],
    [`SELECT nowhere FROM \`${table}\``, 'Referenced column "nowhere" not found in FROM clause!'],
    ["SELECT 1 FROM `shop-dev.recorded.none`", "Table with name none does not exist!"],
    ["SELECT 1 FROM `recorded`", "Table with name recorded does not exist!"],
    ["SELECT FROM", "syntax error at end of input"],
    [
      "SELECT DATE(moment, 'Europe/Berlin') FROM `shop-dev.recorded.sales`",
      "Wrong number of arguments provided to DATE function",
    ],
  ];
  for (const [text, why] of refused)
    it(`refuses ${text.replaceAll("\n", " ")}: ${why}`, async () => {
      await assert.rejects(query(text), (error) => error instanceof NotHere && error.message.startsWith(why));
    });

  it("refuses a column of a type that it has not", async () => {
    const place = [{ name: "place", type: "GEOGRAPHY" }];
    await assert.rejects(
      warehouse.createTable("shop-dev.recorded.shops", place),
      /it has no column of type GEOGRAPHY, as place is/,
    );
  });

  it("which tables a query reads", () => {
    assert.deepEqual(tablesIn("SELECT `a` FROM `p.d.t` -- `p.d.no`\nJOIN `p.d.u` USING (a)"), ["p.d.t", "p.d.u"]);
  });

  describe("the views of recorded events, as the program writes them", () => {
    const recorded = "shop-dev.recorded.";
    const shown = "shop-dev.events.";
    const publish_time = new Date().toISOString();
    const event = (id: string | undefined, data: object, more: object = {}) => ({
      subscription_name: "recorded",
      message_id: "m1",
      publish_time,
      attributes: JSON.stringify({ ...(id && { "ce-id": id }), "ce-source": "/registry", ...more }),
      ...data,
    });
    const record = async (name: keyof typeof events, ...rows: Record<string, unknown>[]) => {
      await warehouse.createTable(recorded + name, JSON.parse(columnsOf(events[name].fields)));
      await warehouse.createView(shown + name, viewOf(recorded + name, events[name].fields));
      await warehouse.append(recorded + name, rows);
      return warehouse.rows(shown + name);
    };
    const pull = {
      repository: "team/app",
      digest: "sha256:0",
      tag: null,
      actor: "ada@example.dev",
      region: "europe-west1",
    };

    it("an event that was delivered twice stands there once, and one without an id is known by the message's", async () => {
      const time = "2026-11-29T10:00:00.250Z";
      const rows = await record(
        "imagePulled",
        event("1", pull, { "ce-time": time, "ce-subject": "team/app" }),
        event("1", pull, { "ce-time": time, "ce-subject": "team/app" }),
        event(undefined, { ...pull, tag: "latest" }, { "ce-time": "yesterday" }),
      );
      const shared = { ...pull, publish_time, user_agent: null, event_source: "/registry" };
      assert.deepEqual(
        rows.sort((a, b) => (String(a.event_id) < String(b.event_id) ? -1 : 1)),
        [
          { ...shared, event_id: "1", event_time: time, event_subject: "team/app" },
          { ...shared, event_id: "m1", event_time: publish_time, event_subject: null, tag: "latest" },
        ],
      );
    });

    it("a list of records is one", async () => {
      const changes = [{ subject: "ada@example.dev", role: "reader", granted: true }];
      const [row] = await record("policyChanged", event("1", { repository: "team/app", actor: "ada", changes }));
      assert.deepEqual(row?.changes, changes);
    });

    it("who pulls what: pulls and images of each day, without what is older than 30 days", async () => {
      const old = new Date(Date.now() - 31 * 86_400_000).toISOString();
      await record(
        "imagePulled",
        event("1", pull),
        event("1", pull),
        event("2", pull),
        event("3", { ...pull, digest: "sha256:1" }),
        { ...event("4", pull), publish_time: old },
      );
      await warehouse.createView(`${shown}who`, whoPullsWhat({ "image-pulled": `${shown}imagePulled` }));
      const { digest: _, tag: __, ...who } = pull;
      const day = publish_time.slice(0, 10);
      assert.deepEqual(await warehouse.rows(`${shown}who`), [
        { day, ...who, pulls: 3, images: 2, last_pull: publish_time },
      ]);
    });
  });
});
