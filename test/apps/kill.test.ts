import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { layersClient } from "../../apps/oci";
import { columnsOf, viewOf } from "../../components/events/shape";
import { events } from "../../contract";
import { Warehouse } from "../../local/stand-ins/bigquery";
import { postgresMissing } from "../../local/stand-ins/postgres";
import { eventually, subscriptionName, topicName, variablesFor, withPubsub } from "../local/stand-ins/pubsub/support";
import { type ApplicationName, Applications, applications, hosts } from "../support/applications";
import { sha256 } from "../support/backends";
import { idToken } from "../support/metadata";

/** How many images are pushed; `PUSHES=1000 npx mocha test/apps/kill.test.ts` takes nine minutes on a busy machine. */
const pushes = Number(process.env.PUSHES ?? 60);
/** What decides who is killed when; where the clients are then, the machine decides. */
const seed = Number(process.env.SEED ?? Math.trunc(Math.random() * 2 ** 31));
const atOnce = 8;
const mediaType = "application/vnd.oci.image.manifest.v1+json";
const ada = "ada@example.dev";

interface Image {
  tag: string;
  config: Buffer<ArrayBuffer>;
  layer: Buffer<ArrayBuffer>;
  manifest: Buffer<ArrayBuffer>;
}

function imageOf(number: number): Image {
  const config = Buffer.from(JSON.stringify({ number }));
  const layer = Buffer.from(`layer of ${number}`.repeat(100));
  const named = (bytes: Buffer, kind: string) => ({
    mediaType: `application/vnd.oci.image.${kind}`,
    digest: sha256(bytes),
    size: bytes.byteLength,
  });
  const body = {
    schemaVersion: 2,
    mediaType,
    config: named(config, "config.v1+json"),
    layers: [named(layer, "layer")],
  };
  return { tag: `v${number}`, config, layer, manifest: Buffer.from(JSON.stringify(body)) };
}

/** Numbers from 0 to 1, the same for one seed (mulberry32). */
function numbersOf(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** No answer, or one that says that it went wrong there: what was asked for may have happened. */
class Unanswered extends Error {}

/** As a client does it: what got no answer is done again, until it gives up. */
async function again<Result>(work: () => Promise<Result>): Promise<Result> {
  for (const patience = Date.now() + 120_000; ; )
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Unanswered) || Date.now() > patience) throw error;
      await sleep(50 + Math.random() * 100);
    }
}

/** Events of one type, in the stand-in for Pub/Sub and as the platform's own view shows them. */
const types = {
  "image-pushed": events.imagePushed,
  "image-pulled": events.imagePulled,
  "policy-changed": events.policyChanged,
};
type TypeName = keyof typeof types;
const tableOf = (type: string) => `registry-dev.recorded.${type}`;
const topicsOf = Object.fromEntries(
  Object.keys(types).map((type) => [`${type.toUpperCase().replace("-", "_")}_TOPIC`, topicName(type)]),
);

describe(`every application killed at any moment of ${pushes} pushes (SEED=${seed})`, () => {
  const pubsub = withPubsub();
  let running: Applications;
  const told = new Set<string>();

  before(async function () {
    this.timeout(240_000);
    if (postgresMissing(18)) this.skip();
    running = await Applications.prepare({
      messages: { ...variablesFor(pubsub().server), ...topicsOf },
      heard: (from, line) => {
        if (from === "notifier" && line.startsWith("{")) told.add(String(JSON.parse(line).message));
      },
    });
    for (const [type, { fields }] of Object.entries(types)) {
      pubsub().server.setTable(tableOf(type), JSON.parse(columnsOf(fields)));
      await pubsub().client.createTopic(type);
      await subscribe(type, "recorded", {
        bigqueryConfig: { table: tableOf(type), useTableSchema: true, writeMetadata: true },
      });
    }
    for (const type of ["image-pushed", "policy-changed"])
      await subscribe(type, "told", {
        pushConfig: {
          pushEndpoint: `${running.url("notifier")}/events`,
          oidcToken: {
            serviceAccountEmail: "told@registry-dev.iam.gserviceaccount.com",
            audience: running.url("notifier"),
          },
          noWrapper: { writeMetadata: true },
        },
        retryPolicy: { minimumBackoff: { seconds: 1 }, maximumBackoff: { seconds: 2 } },
      });
    await running.run("iam", "administrator", ada);
    await Promise.all(applications.map((name) => running.start(name)));
  });
  after(() => running?.close());

  const subscribe = (type: string, name: string, options: object) =>
    pubsub().client.topic(type).createSubscription(`${type}-${name}`, options);

  let answers = 0;
  interface Answer {
    status: number;
    location: string;
    body: Buffer;
  }
  async function ask(at: ApplicationName, path: string, init: RequestInit): Promise<Answer> {
    try {
      const answer = await fetch(running.url(at) + path, {
        ...init,
        redirect: "manual",
        signal: AbortSignal.timeout(30_000),
      });
      const body = Buffer.from(await answer.arrayBuffer());
      if (answer.status >= 500) throw new Unanswered(`${at} answers ${answer.status}: ${body}`);
      answers++;
      return { status: answer.status, location: answer.headers.get("location") ?? "", body };
    } catch (cause) {
      throw new Unanswered(`${at} did not answer ${path}`, { cause });
    }
  }
  async function expecting(status: number, asked: Promise<Answer>): Promise<Answer> {
    const answer = await asked;
    assert.equal(answer.status, status, answer.body.toString());
    return answer;
  }

  const asAda = () => ({
    authorization: `Bearer ${idToken(ada, running.url("iam"))}`,
    "content-type": "application/json",
  });
  const asOwner = (path: string, body: object) =>
    ask("iam", path, { method: "POST", headers: asAda(), body: JSON.stringify(body) });

  /** A token for a host, as a client that logs in has it: by registry, of tokens, which asks iam. */
  async function tokenFor(host: keyof typeof hosts, action: string, key: string): Promise<string> {
    const query = new URLSearchParams({ service: hosts[host], scope: `repository:team/app:${action}` });
    const headers = { authorization: `Basic ${Buffer.from(`${ada}:${key}`).toString("base64")}` };
    const { body } = await again(() => expecting(200, ask("registry", `/token?${query}`, { headers })));
    return `Bearer ${JSON.parse(body.toString()).token}`;
  }

  async function pushImage({ tag, config, layer, manifest }: Image, key: string): Promise<void> {
    const authorization = await tokenFor("push", "push", key);
    const send = (method: string, path: string, body?: Buffer<ArrayBuffer>, type = "application/octet-stream") =>
      ask("push", path, { method, body, headers: { authorization, "content-type": type } });
    const uploads = "/v2/team/app/blobs/uploads/";
    await again(() => expecting(201, send("POST", `${uploads}?digest=${sha256(config)}`, config)));
    await again(async () => {
      const { location } = await expecting(202, send("POST", uploads));
      await expecting(202, send("PATCH", location, layer));
      await expecting(201, send("PUT", `${location}?digest=${sha256(layer)}`));
    });
    await again(() => expecting(201, send("PUT", `/v2/team/app/manifests/${tag}`, manifest, mediaType)));
  }

  /** What was acknowledged is there at once, for who asks registry. */
  async function pullImage({ tag, manifest }: Image, key: string): Promise<void> {
    const headers = { authorization: await tokenFor("registry", "pull", key) };
    const { body } = await again(() => expecting(200, ask("registry", `/v2/team/app/manifests/${tag}`, { headers })));
    assert.deepEqual(body, manifest);
  }

  /**
   * Every one at least once, at its place among the answers that there are for sure, also if the last took long to start;
   * then whoever it hits, now and then two. By what was done and not by time.
   */
  async function killUntil(done: () => boolean): Promise<number> {
    const random = numbersOf(seed);
    const apart = Math.min(pushes, 60); // a push gets eight answers, and there are six to kill
    const anyOf = <Item>(list: readonly Item[]) => list[Math.trunc(random() * list.length)] as Item;
    const first = [...applications].sort(() => random() - 0.5);
    let kills = 0;
    for (let round = 0; !done(); round++) {
      const enough = round < applications.length ? (round + random()) * apart : answers + random() * 100;
      const moment = random() * 20;
      const victims = new Set([first.pop() ?? anyOf(applications), ...(random() < 0.25 ? [anyOf(applications)] : [])]);
      while (answers < enough && !done()) await sleep(5);
      await sleep(moment);
      await Promise.all(
        [...victims].map(async (name) => {
          await running.kill(name);
          await running.start(name);
        }),
      );
      kills += victims.size;
    }
    return kills;
  }

  it("no acknowledged push is lost, no event is missing, and none is there twice in the view", async function () {
    this.timeout(2_400_000);
    const { key } = JSON.parse((await again(() => asOwner("/keys", {}))).body.toString());
    const images = Array.from({ length: pushes }, (_, number) => imageOf(number));
    const changes = images.filter((_, number) => number % 5 === 0).map(({ tag }) => `team/${tag}`);
    const waiting = [...images];
    const clients = Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let image = waiting.shift(); image; image = waiting.shift()) {
          const repository = `team/${image.tag}`;
          const change = { subject: "bo@example.dev", repository, role: "puller", granted: true };
          if (changes.includes(repository)) await again(() => expecting(200, asOwner("/bindings", change)));
          await pushImage(image, key);
          await pullImage(image, key);
        }
      }),
    );
    let over = false;
    const end = () => {
      over = true; // also where a client was answered what it does not expect
    };
    clients.then(end, end);
    const kills = await killUntil(() => over || waiting.length === 0);
    await clients;
    assert.ok(kills >= applications.length || pushes < 60, `only ${kills} were killed`);

    const { pool } = running.backends;
    assert.deepEqual((await pool.query("SELECT type, data FROM outbox")).rows, []);
    const { rows: tags } = await pool.query<{ name: string; content: Buffer }>(
      "SELECT name, content FROM tags JOIN manifests USING (repository, digest)",
    );
    const found = new Map(tags.map(({ name, content }) => [name, content.toString()]));
    assert.deepEqual(found, new Map(images.map(({ tag, manifest }) => [tag, manifest.toString()])));

    const { rows: blobs } = await pool.query<{ digest: string; object: string }>("SELECT digest, object FROM blobs");
    const client = layersClient(running.backends.layers("read"));
    for (const { digest, object } of blobs) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: "layers", Key: object }));
      assert.equal(sha256((await Body?.transformToByteArray()) ?? Buffer.alloc(0)), digest);
    }
    client.destroy();
    assert.equal(blobs.length, 2 * pushes);

    for (const subscription of [
      "image-pushed-recorded",
      "policy-changed-recorded",
      "image-pushed-told",
      "policy-changed-told",
    ])
      while (pubsub().server.undelivered(subscriptionName(subscription)) > 0) await sleep(20);
    const numbered = (list: readonly unknown[]) => list.map(String).sort();
    assert.deepEqual(
      numbered((await viewed("image-pushed")).map(({ tag }) => tag)),
      numbered(images.map(({ tag }) => tag)),
    );
    assert.deepEqual(
      numbered((await viewed("policy-changed")).map(({ repository }) => repository)),
      numbered([...changes, "*"]),
    );
    await eventually(() =>
      assert.deepEqual(
        numbered([...told].filter((text) => text.includes("pushed team/app:"))),
        numbered(images.map(({ tag }) => `${ada} pushed team/app:${tag}`)),
      ),
    );
  });

  /** What Pub/Sub has recorded, by the view that the platform declares for it. */
  async function viewed(type: TypeName) {
    const warehouse = await Warehouse.open();
    try {
      const [table, view] = [tableOf(type), `registry-dev.events.${type}`];
      const { fields } = types[type];
      await warehouse.createTable(table, JSON.parse(columnsOf(fields)));
      await warehouse.createView(view, viewOf(table, fields));
      await warehouse.append(table, pubsub().server.tables.get(table)?.rows ?? []);
      return await warehouse.rows(view);
    } finally {
      warehouse.close();
    }
  }
});
