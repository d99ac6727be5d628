import assert from "node:assert/strict";
import { createContext, runInContext } from "node:vm";
import { z } from "zod";
import {
  EventType,
  ObjectEvents,
  type ObjectEventsArgs,
  Recorder,
  ScheduledEvent,
  type ScheduledEventArgs,
} from "../../../components";
import { declareEvent, objectEvents } from "../../../contract";
import { type Declared, declareIn, ofType, one, production } from "../../support/declare";
import { assertRefused, pushed, schedule, table, topic, topicMember } from "./kit";

const notification = "gcp:storage/notification:Notification";

interface Message {
  data: string;
  attributes: Record<string, string>;
}

/** A notification as Cloud Storage publishes it (cloud.google.com/storage/docs/pubsub-notifications#format). */
function notificationOf(object: object, attributes: Record<string, string> = {}): Message {
  const resource = {
    kind: "storage#object",
    id: "exports/2026/11/report.csv/1764326400123456",
    selfLink: "https://www.googleapis.com/storage/v1/b/exports/o/2026%2F11%2Freport.csv",
    name: "2026/11/report.csv",
    bucket: "exports",
    generation: "1764326400123456",
    metageneration: "1",
    contentType: "text/csv",
    timeCreated: "2026-11-28T10:40:00.123Z",
    updated: "2026-11-28T10:40:00.123Z",
    storageClass: "STANDARD",
    size: "1048576",
    md5Hash: "1B2M2Y8AsgTpgAmY7PhCfg==",
    crc32c: "AAAAAA==",
    etag: "CMDM5Y7Zs5EDEAE=",
    ...object,
  };
  return {
    data: JSON.stringify(resource),
    attributes: {
      notificationConfig: "projects/_/buckets/exports/notificationConfigs/3",
      eventType: "OBJECT_FINALIZE",
      payloadFormat: "JSON_API_V1",
      bucketId: "exports",
      objectId: resource.name,
      objectGeneration: resource.generation,
      eventTime: "2026-11-28T10:40:00.345678Z",
      ...attributes,
    },
  };
}

/** What a topic's own code makes of a message, with nothing at hand but the language. */
function transformed({ inputs }: Declared, message: Message): Message {
  const { functionName, code } = inputs.messageTransforms[0].javascriptUdf;
  const context = createContext({ message, metadata: { publish_time: "2026-11-28T10:40:01Z" } });
  const result = runInContext(`${code}\nJSON.stringify(${functionName}(message, metadata))`, context);
  return JSON.parse(result as string);
}

const observed = (args: Partial<ObjectEventsArgs> = {}) =>
  declareIn(production, (environment) => new ObjectEvents("exported", { environment, bucket: "exports", ...args }));

describe("ObjectEvents", () => {
  it("Cloud Storage tells one topic, which its own account may publish to, before it is asked to", async () => {
    const declared = await observed();
    const { inputs, dependsOn } = one(declared, notification, "exported");
    assert.deepEqual(inputs, {
      bucket: "exports",
      topic: "exported-id",
      payloadFormat: "JSON_API_V1",
      eventTypes: ["OBJECT_FINALIZE"],
    });
    assert.ok(dependsOn.includes("exported/publish"));
    const grant = one(declared, topicMember, "exported/publish").inputs;
    assert.deepEqual(
      [grant.topic, grant.role, grant.member],
      [
        "exported",
        "roles/pubsub.publisher",
        "serviceAccount:service-318420971355@gs-project-accounts.iam.gserviceaccount.com",
      ],
    );
  });

  it("what happened, and to which objects: told to Cloud Storage", async () => {
    const { inputs } = one(await observed({ what: "deleted", prefix: "2026/" }), notification, "exported");
    assert.deepEqual([inputs.eventTypes, inputs.objectNamePrefix], [["OBJECT_DELETE"], "2026/"]);
  });

  it("the topic makes an event of a notification: the declared data, and the attributes of CloudEvents", async () => {
    const { data, attributes } = transformed(one(await observed(), topic, "exported"), notificationOf({}));
    assert.deepEqual(objectEvents.finalized.data.parse(JSON.parse(data)), {
      bucket: "exports",
      name: "2026/11/report.csv",
      generation: "1764326400123456",
      size: 1048576,
      content_type: "text/csv",
    });
    assert.deepEqual(attributes, {
      "ce-specversion": "1.0",
      "ce-type": "google.cloud.storage.object.v1.finalized",
      "ce-id": "OBJECT_FINALIZE/exports/2026/11/report.csv/1764326400123456",
      "ce-source": "//storage.googleapis.com/projects/_/buckets/exports",
      "ce-subject": "objects/2026/11/report.csv",
      "ce-time": "2026-11-28T10:40:00.345678Z",
      "Content-Type": "application/json",
    });
  });

  it("an object that is gone, and one without a type of content", async () => {
    const declared = one(await observed({ what: "deleted" }), topic, "exported");
    const message = notificationOf({ contentType: undefined }, { eventType: "OBJECT_DELETE" });
    const { data, attributes } = transformed(declared, message);
    assert.equal(objectEvents.deleted.data.parse(JSON.parse(data)).content_type, "application/octet-stream");
    assert.equal(attributes["ce-type"], "google.cloud.storage.object.v1.deleted");
    assert.match(attributes["ce-id"] ?? "", /^OBJECT_DELETE\//);
  });

  it("a name of any length and letters: every attribute can be a header, and ids stay apart", async () => {
    const declared = one(await observed(), topic, "exported");
    const ids = ["a b", "a%20b", "ü", "a".repeat(1024), "ü".repeat(512), "😀".repeat(256), "😀".repeat(200)].map(
      (name) => {
        const { data, attributes } = transformed(declared, notificationOf({ name, bucket: "b".repeat(222) }));
        for (const [key, value] of Object.entries(attributes)) assert.match(value, /^[!-~]{1,1024}$/, key);
        assert.equal(JSON.parse(data).name, name);
        return attributes["ce-id"];
      },
    );
    assert.equal(new Set(ids).size, ids.length);
  });

  it("the same notification again: the same id", async () => {
    const declared = one(await observed(), topic, "exported");
    const idOf = (object: object) => transformed(declared, notificationOf(object)).attributes["ce-id"];
    assert.equal(idOf({}), idOf({}));
    assert.notEqual(idOf({}), idOf({ generation: "1764326400123457" }));
  });

  it("are recorded as any type is", async () => {
    const declared = await declareIn(production, (environment) => {
      new Recorder("events", {
        environment,
        records: [new ObjectEvents("exported", { environment, bucket: "exports" })],
      });
    });
    const columns = JSON.parse(one(declared, table, "events/exported").inputs.schema) as { name: string }[];
    assert.deepEqual(
      columns.slice(4).map(({ name }) => name),
      ["bucket", "name", "generation", "size", "content_type"],
    );
  });

  it("nonsense: all mistakes at once", () =>
    declareIn(production, (environment) => {
      const bad = { environment, bucket: "", what: "touched" } as unknown as ObjectEventsArgs;
      assertRefused(
        () => new ObjectEvents("Exported", bad),
        [
          'name: "Exported" must be lower-case letters, digits and inner dashes, a letter first',
          'what: "touched" is not among finalized, deleted',
          "bucket: is missing; give the bucket's name",
        ],
      );
    }));
});

describe("a ScheduledEvent", () => {
  const dayEnded = declareEvent("dev.example.registry.day.ended", z.object({ zone: z.string(), day: z.int() }));

  it("publishes that event by the clock, from the home region", async () => {
    const declared = await declareIn(production, (environment) => {
      const type = new EventType("day-ended", { environment, declaration: dayEnded });
      new ScheduledEvent("midnight", { environment, type, schedule: "0 0 * * *", data: { zone: "UTC", day: 1 } });
    });
    const { pubsubTarget, ...inputs } = one(declared, schedule, "midnight").inputs;
    assert.deepEqual(inputs, {
      project: "registry-prod",
      region: "europe-west1",
      name: "midnight-event",
      schedule: "0 0 * * *",
      timeZone: "Etc/UTC",
    });
    assert.equal(pubsubTarget.topicName, "day-ended-id");
    assert.deepEqual(dayEnded.data.parse(JSON.parse(Buffer.from(pubsubTarget.data, "base64").toString())), {
      zone: "UTC",
      day: 1,
    });
    assert.deepEqual(pubsubTarget.attributes, {
      "ce-specversion": "1.0",
      "ce-type": "dev.example.registry.day.ended",
      "ce-source": "//cloudscheduler.googleapis.com/projects/registry-prod/locations/europe-west1/jobs/midnight",
      "Content-Type": "application/json",
    });
  });

  it("data that does not fit its type: refused when forced past the compiler, with every other mistake", () =>
    declareIn(production, (environment) => {
      const type = new EventType("day-ended", { environment, declaration: dayEnded });
      const bad = { environment, type, schedule: "daily", timeZone: "Mars/Base", data: { zone: 5, days: 1 } };
      assertRefused(
        () => new ScheduledEvent("midnight", bad as unknown as ScheduledEventArgs<typeof dayEnded>),
        [
          'schedule: "daily" is not five fields of cron in digits, such as "0 3 * * *" for three every night',
          'timeZone: "Mars/Base" is not a time zone of the tz database, such as Europe/Brussels',
          "data.zone: Invalid input: expected string, received number",
          "data.day: Invalid input: expected number, received undefined",
          'data: Unrecognized key: "days"',
        ],
      );
    }));

  it("a type that is none", () =>
    declareIn(production, (environment) => {
      const bad = { environment, type: pushed, schedule: "0 0 * * *", data: {} };
      assertRefused(
        () => new ScheduledEvent("midnight", bad as unknown as ScheduledEventArgs<typeof pushed>),
        ["type: is not an EventType; give the type itself"],
      );
    }));

  it("nothing is made where something is wrong", async () => {
    const declared = await declareIn(production, (environment) => {
      const bad = { environment, type: pushed, schedule: "", data: {} };
      assert.throws(() => new ScheduledEvent("midnight", bad as unknown as ScheduledEventArgs<typeof pushed>));
    });
    assert.deepEqual(ofType(declared, schedule), []);
  });
});
