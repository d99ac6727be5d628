import assert from "node:assert/strict";
import { z } from "zod";
import { type Environment, EventType, ObjectEvents, Recorder, type RecorderArgs } from "../../../components";
import { declareEvent } from "../../../contract";
import { type Declared, declareIn, developer, ofType, one, production } from "../../support/declare";
import {
  account,
  accountMember,
  assertRefused,
  dataset,
  projectMember,
  pubsubAgent,
  pushed,
  subscription,
  subscriptionMember,
  table,
  topicMember,
} from "./kit";

const pulled = declareEvent("dev.example.registry.image.pulled", z.object({ repository: z.string() }));

const recorded = (args: Partial<RecorderArgs> = {}, kind = production) =>
  declareIn(kind, (environment) => {
    const records = [
      new EventType("image-pushed", { environment, declaration: pushed }),
      new EventType("image-pulled", { environment, declaration: pulled }),
    ];
    new Recorder("events", { environment, records, ...args });
  });

const writer = "record-events@project.iam.gserviceaccount.com";
const columnsOf = ({ inputs }: Declared) =>
  (JSON.parse(inputs.schema) as { name: string; type: string; mode: string; fields?: unknown[] }[]).map(
    ({ name, type, mode }) => `${name} ${type} ${mode}`,
  );

describe("a Recorder's tables", () => {
  it("columns: what Pub/Sub writes of every message, then the fields of the type", async () => {
    const declared = await recorded();
    const own = one(declared, table, "events/image-pushed");
    assert.deepEqual(columnsOf(own), [
      "subscription_name STRING NULLABLE",
      "message_id STRING NULLABLE",
      "publish_time TIMESTAMP NULLABLE",
      "attributes JSON NULLABLE",
      "repository STRING REQUIRED",
      "tag STRING NULLABLE",
      "bytes INTEGER REQUIRED",
      "score FLOAT REQUIRED",
      "signed BOOLEAN REQUIRED",
      "medium STRING REQUIRED",
      "built TIMESTAMP REQUIRED",
      "expires DATE NULLABLE",
      "labels STRING REPEATED",
      "platforms RECORD REPEATED",
    ]);
    assert.deepEqual(JSON.parse(own.inputs.schema).at(-1).fields, [
      { name: "os", type: "STRING", mode: "REQUIRED" },
      { name: "variant", type: "STRING", mode: "NULLABLE" },
    ]);
  });

  it("a partition a day, kept as long as the kind of environment says; protected where that says so", async () => {
    for (const [kind, days, protect] of [
      [developer, 7, false],
      [production, 400, true],
    ] as const) {
      const declared = await recorded({}, kind);
      for (const name of ["image-pushed", "image-pulled"]) {
        const own = one(declared, table, `events/${name}`);
        assert.deepEqual(own.inputs.timePartitioning, {
          type: "DAY",
          field: "publish_time",
          expirationMs: days * 24 * 60 * 60 * 1000,
        });
        assert.deepEqual([own.protect, own.inputs.deletionProtection], [protect, protect]);
        assert.equal(own.inputs.tableId, name.replace("-", "_"));
      }
      for (const { inputs, protect: isProtected } of ofType(declared, dataset))
        assert.deepEqual([inputs.deleteContentsOnDestroy, isProtected], [!protect, protect]);
    }
  });

  it("one subscription a type writes to its table, with the attributes, by the writer; it never expires", async () => {
    const declared = await recorded();
    const { inputs, dependsOn } = one(declared, subscription, "events-image-pushed");
    assert.deepEqual(inputs, {
      project: "registry-prod",
      topic: "image-pushed-id",
      bigqueryConfig: {
        table: "registry-prod.events_recorded.image_pushed",
        useTableSchema: true,
        writeMetadata: true,
        serviceAccountEmail: writer,
      },
      expirationPolicy: { ttl: "" },
      retryPolicy: { minimumBackoff: "10s", maximumBackoff: "600s" },
      deadLetterPolicy: { deadLetterTopic: "events-dead-id", maxDeliveryAttempts: 100 },
    });
    for (const grant of ["events/act", "events/dead/publish"]) assert.ok(dependsOn.includes(grant), grant);
    const forwards = ofType(declared, subscriptionMember).map(({ name, inputs }) => [name, inputs.role, inputs.member]);
    assert.deepEqual(
      forwards,
      ["image-pushed", "image-pulled"].map((name) => [
        `events/${name}/forward`,
        "roles/pubsub.subscriber",
        pubsubAgent,
      ]),
    );
    assert.deepEqual(one(declared, subscription, "events-dead").inputs.expirationPolicy, { ttl: "" });
    assert.equal(one(declared, topicMember, "events/dead/publish").inputs.member, pubsubAgent);
  });
});

describe("who may do what with recorded events", () => {
  const readers = ["group:analysts@example.dev", "group:auditors@example.dev"] as const;

  it("what is recorded: owners, one writer and the shown views; nobody reads it", async () => {
    const { inputs } = one(await recorded({ readers }), dataset, "events/recorded");
    assert.deepEqual(inputs.accesses, [
      { role: "OWNER", specialGroup: "projectOwners" },
      { role: "WRITER", userByEmail: writer },
      { dataset: { dataset: { projectId: "registry-prod", datasetId: "events" }, targetTypes: ["VIEWS"] } },
    ]);
    assert.equal(inputs.location, "europe-west1");
  });

  it("what is shown: owners and the readers' groups, who may run queries and nothing else", async () => {
    const declared = await recorded({ readers });
    assert.deepEqual(one(declared, dataset, "events").inputs.accesses, [
      { role: "OWNER", specialGroup: "projectOwners" },
      { role: "READER", groupByEmail: "analysts@example.dev" },
      { role: "READER", groupByEmail: "auditors@example.dev" },
    ]);
    assert.deepEqual(
      ofType(declared, projectMember).map(({ inputs }) => [inputs.role, inputs.member]),
      readers.map((reader) => ["roles/bigquery.jobUser", reader]),
    );
    assert.deepEqual(
      ofType(declared, table)
        .filter(({ inputs }) => inputs.datasetId === "events")
        .map(({ inputs }) => typeof inputs.view.query),
      ["string", "string"],
      "views alone",
    );
  });

  it("one account writes for all types, as which only Pub/Sub's agent may act", async () => {
    const declared = await recorded();
    assert.deepEqual(
      ofType(declared, account).map(({ inputs }) => inputs.accountId),
      ["record-events"],
    );
    assert.deepEqual(
      ofType(declared, accountMember).map(({ inputs }) => [inputs.role, inputs.member]),
      [["roles/iam.serviceAccountTokenCreator", pubsubAgent]],
    );
    const granted = declared.filter(({ inputs }) => inputs.member === `serviceAccount:${writer}`);
    assert.deepEqual(granted, [], "its right stands in the data set and nowhere else");
  });
});

describe("a Recorder's views", () => {
  it("each event once, whatever was delivered twice, with its attributes as columns", async () => {
    const { inputs, dependsOn } = one(await recorded(), table, "events/image-pulled/view");
    assert.deepEqual([inputs.datasetId, inputs.tableId, inputs.deletionProtection], ["events", "image_pulled", false]);
    assert.equal(
      inputs.view.query,
      `SELECT
  COALESCE(JSON_VALUE(attributes, '$."ce-id"'), message_id) AS event_id,
  JSON_VALUE(attributes, '$."ce-source"') AS event_source,
  JSON_VALUE(attributes, '$."ce-subject"') AS event_subject,
  COALESCE(SAFE_CAST(JSON_VALUE(attributes, '$."ce-time"') AS TIMESTAMP), publish_time) AS event_time,
  publish_time,
  \`repository\`
FROM \`registry-prod.events_recorded.image_pulled\`
QUALIFY ROW_NUMBER() OVER (PARTITION BY event_source, event_id ORDER BY publish_time) = 1`,
    );
    assert.equal(inputs.view.useLegacySql, false);
    assert.ok(dependsOn.includes("events/image-pulled"), "after its table has the columns");
  });

  it("further ones: a query over the views of the types, by the types' names", async () => {
    let given: Readonly<Record<string, string>> = {};
    const query = (events: typeof given) => {
      given = events;
      return `SELECT repository FROM \`${events["image-pulled"]}\``;
    };
    const declared = await recorded({ views: { "who-pulls-what": query } });
    assert.deepEqual(given, {
      "image-pushed": "registry-prod.events.image_pushed",
      "image-pulled": "registry-prod.events.image_pulled",
    });
    const { inputs, dependsOn } = one(declared, table, "events/who-pulls-what/view");
    assert.deepEqual([inputs.datasetId, inputs.tableId], ["events", "who_pulls_what"]);
    assert.equal(inputs.view.query, "SELECT repository FROM `registry-prod.events.image_pulled`");
    assert.ok(dependsOn.includes("events/image-pulled/view"));
  });

  it("where they are: told by name, for the stack's outputs", () =>
    declareIn(production, (environment) => {
      const records = [
        new EventType("image-pulled", { environment, declaration: pulled }),
        ...["exports", "imports"].map((bucket) => new ObjectEvents(bucket, { environment, bucket })),
      ];
      const { dataset: shown, views } = new Recorder("events", { environment, records, views: { pulls: () => "" } });
      assert.equal(shown, "events");
      assert.deepEqual(views, {
        "image-pulled": "registry-prod.events.image_pulled",
        exports: "registry-prod.events.exports",
        imports: "registry-prod.events.imports",
        pulls: "registry-prod.events.pulls",
      });
    }));
});

describe("a Recorder that is given nonsense", () => {
  const refused = (args: (environment: Environment) => object, expected: string[], name = "events") =>
    declareIn(production, (environment) => {
      const records = [new EventType("image-pushed", { environment, declaration: pushed })];
      const given = { environment, records, ...args(environment) } as RecorderArgs;
      assertRefused(() => new Recorder(name, given), expected);
    });

  it("all mistakes at once, each with its place and what to do", () =>
    refused(
      (environment) => {
        const twice = new EventType("image-pulled", { environment, declaration: pulled });
        return {
          records: [twice, "image-pushed", twice],
          readers: ["user:ada@example.dev", "group:a@example.dev", "group:a@example.dev"],
          views: { Bad: () => "", fine: "SELECT 1" },
        };
      },
      [
        'name: "Events" must be lower-case letters, digits and inner dashes, a letter first',
        "records[1]: is not an EventType; give the type itself",
        "records[2]: is listed twice",
        'readers[0]: "user:ada@example.dev" is not a group, as in group:analysts@example.dev; people come and go',
        "readers[2]: group:a@example.dev is listed twice",
        'views.Bad: "Bad" must be lower-case letters, digits and inner dashes, a letter first',
        "views.fine: is not a function from the events' views to a query",
      ],
      "Events",
    ));
  it("nothing to record", () => refused(() => ({ records: [] }), ["records: is empty; name what is recorded"]));
  it("records that are none", () =>
    refused(() => ({ records: undefined }), ["records: is empty; name what is recorded"]));
  it("a view with the name of a type", () =>
    refused(
      () => ({ views: { "image-pushed": () => "" } }),
      ["views.image-pushed: is the view of a type already; call it otherwise"],
    ));
  it("two of one name, as a type and a bucket's events are: the second cannot be made", () =>
    declareIn(production, (environment) => {
      new EventType("exported", { environment, declaration: pulled });
      assert.throws(
        () => new ObjectEvents("exported", { environment, bucket: "exports" }),
        /makes a gcp:pubsub\/topic:Topic called "exported", and so does EventType "exported"/,
      );
    }));
});
