import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { bundle } from "../../apps/bundle";
import { type Access, layersClient } from "../../apps/oci";
import { events } from "../../contract";
import { freePort, type StandIn } from "../../local/stand-ins/listening";
import { postgresMissing } from "../../local/stand-ins/postgres";
import { project, subscriptionName, topicName, variablesFor, withPubsub } from "../local/stand-ins/pubsub/support";
import { logsOf } from "../support/app";
import { type Backends, sha256, startBackends } from "../support/backends";
import { type Application, startApplication, untilReady } from "../support/bundled";
import { startMetadata } from "../support/metadata";

/** How many images are pushed; `PUSHES=1000 npx mocha test/apps/kill.test.ts` takes seven minutes on a busy machine. */
const pushes = Number(process.env.PUSHES ?? 60);
const atOnce = 8;
const host = "push.example.dev";
const mediaType = "application/vnd.oci.image.manifest.v1+json";

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

describe(`push, killed at any moment of ${pushes} pushes`, () => {
  const pubsub = withPubsub();
  const folder = mkdtempSync(join(tmpdir(), "flotilla-push-"));
  let backends: Backends;
  let metadata: StandIn;
  let url: string;
  let authorization: string;
  let variables: Record<string, string>;
  let running: Application | undefined;

  before(async function () {
    this.timeout(120_000);
    if (postgresMissing(18)) this.skip();
    bundle(folder, ["push"]);
    await logsOf(async () => {
      backends = await startBackends();
    });
    metadata = await startMetadata("push@registry-dev.iam.gserviceaccount.com");
    const table = `${project.split("/")[1]}.events.image-pushed`;
    const columns = events.imagePushed.fields.map(({ name, type }) => ({ name, type: type.toUpperCase() }));
    const ofPubsub = ["subscription_name", "message_id", "publish_time", "attributes"];
    pubsub().server.setTable(table, [...columns, ...ofPubsub.map((name) => ({ name, type: "STRING" }))]);
    await pubsub().client.createTopic("image-pushed");
    await pubsub()
      .client.topic("image-pushed")
      .createSubscription("recorded", { bigqueryConfig: { table, useTableSchema: true, writeMetadata: true } });
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    variables = {
      ...variablesFor(pubsub().server),
      PORT: String(port),
      GCE_METADATA_HOST: metadata.host,
      PUBLIC_HOST: host,
      TOKENS_HOST: "registry.example.dev",
      ...backends.variables("write"),
      IMAGE_PUSHED_TOPIC: topicName("image-pushed"),
    };
  });
  after(async () => {
    await running?.kill("SIGKILL");
    await backends?.close();
    await metadata?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    running = startApplication(join(folder, "push", "main.js"), { variables });
    await untilReady(running, url);
  }

  /** As a client does it: what got no answer is sent again, from the beginning of the blob. */
  async function again(work: () => Promise<boolean>): Promise<void> {
    while (!(await work().catch(() => false))) await sleep(20);
  }
  let answers = 0;
  async function send(method: string, path: string, body?: Buffer<ArrayBuffer>, type = "application/octet-stream") {
    const answer = await fetch(url + path, { method, body, headers: { authorization, "content-type": type } });
    answers++;
    return answer;
  }

  async function pushImage({ tag, config, layer, manifest }: Image): Promise<void> {
    const access: Access = { type: "repository", name: "team/app", actions: ["push"] };
    authorization = `Bearer ${await backends.token(host, "ada@example.dev", [access])}`;
    await again(async () => {
      const answer = await send("POST", `/v2/team/app/blobs/uploads/?digest=${sha256(config)}`, config);
      return answer.status === 201;
    });
    await again(async () => {
      const location = (await send("POST", "/v2/team/app/blobs/uploads/")).headers.get("location") ?? "";
      const patched = await send("PATCH", location, layer);
      return patched.status === 202 && (await send("PUT", `${location}?digest=${sha256(layer)}`)).status === 201;
    });
    await again(async () => (await send("PUT", `/v2/team/app/manifests/${tag}`, manifest, mediaType)).status === 201);
  }

  it("no acknowledged push is lost, no event is missing, and none is there twice in the view", async function () {
    this.timeout(600_000);
    const images = Array.from({ length: pushes }, (_, number) => imageOf(number));
    await start();
    const waiting = [...images];
    let kills = 0;
    const clients = Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let image = waiting.shift(); image; image = waiting.shift()) await pushImage(image);
      }),
    );
    while (waiting.length > 0) {
      // By what was done and not by time, so that a busy machine gets on too; then anywhere in what is being done.
      const enough = answers + Math.random() * 100;
      while (answers < enough && waiting.length > 0) await sleep(5);
      await sleep(Math.random() * 20);
      await running?.kill("SIGKILL");
      kills++;
      await start();
    }
    await clients;
    assert.ok(kills > 0);

    const { pool } = backends;
    while ((await pool.query("SELECT FROM outbox")).rowCount !== 0) await sleep(50);
    const { rows: tags } = await pool.query<{ name: string; content: Buffer }>(
      "SELECT name, content FROM tags JOIN manifests USING (repository, digest)",
    );
    const found = new Map(tags.map(({ name, content }) => [name, content.toString()]));
    assert.deepEqual(found, new Map(images.map(({ tag, manifest }) => [tag, manifest.toString()])));

    const { rows: blobs } = await pool.query<{ digest: string; object: string }>("SELECT digest, object FROM blobs");
    const client = layersClient(backends.layers("read"));
    for (const { digest, object } of blobs) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: "layers", Key: object }));
      assert.equal(sha256((await Body?.transformToByteArray()) ?? Buffer.alloc(0)), digest);
    }
    client.destroy();
    assert.equal(blobs.length, 2 * pushes);

    while (pubsub().server.undelivered(subscriptionName("recorded")) > 0) await sleep(20);
    assert.deepEqual(
      viewed().map(({ tag }) => tag),
      images.map(({ tag }) => tag),
    );
  });

  /** As the view has them: each event once, by its source and its id. */
  function viewed(): { tag: string }[] {
    const [table] = pubsub().server.tables.values();
    const seen = new Map<string, { tag: string }>();
    for (const row of table?.rows ?? []) {
      const attributes = JSON.parse(String(row.attributes)) as Record<string, string>;
      const key = `${attributes["ce-source"]} ${attributes["ce-id"]}`;
      if (!seen.has(key)) seen.set(key, { tag: String(row.tag) });
    }
    return [...seen.values()].sort((one, other) => Number(one.tag.slice(1)) - Number(other.tag.slice(1)));
  }
});
