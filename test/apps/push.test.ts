import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { connect } from "node:http2";
import { setTimeout as sleep } from "node:timers/promises";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { outbox } from "../../apps/database";
import { type Access, layersClient, verifier } from "../../apps/oci";
import { blobsIn } from "../../apps/push/blobs";
import { type Bucket, bucketIn } from "../../apps/push/bucket";
import { pushCatalogIn } from "../../apps/push/catalog";
import { largestManifest } from "../../apps/push/manifest";
import { partBytes } from "../../apps/push/receive";
import { push } from "../../apps/push/routes";
import { sweeper } from "../../apps/push/sweep";
import { uploadsIn } from "../../apps/push/uploads";
import { catalogIn } from "../../apps/registry/catalog";
import { layersIn } from "../../apps/registry/layers";
import { registry } from "../../apps/registry/routes";
import { type Serving, serve } from "../../apps/serving";
import { type EventToPublish, events, type Publisher } from "../../contract";
import { postgresMissing } from "../../local/stand-ins/postgres";
import { logsOf, quietly } from "../support/app";
import { type Backends, sha256, startBackends } from "../support/backends";

const host = "push.example.dev";
const registryHost = "registry.example.dev";
const ada = "ada@example.dev";
const mediaType = "application/vnd.oci.image.manifest.v1+json";

const access = (name: string, ...actions: Access["actions"]): Access => ({ type: "repository", name, actions });
const describeBytes = (bytes: Uint8Array, type = "application/vnd.oci.image.layer.v1.tar+gzip") => ({
  mediaType: type,
  digest: sha256(bytes),
  size: bytes.byteLength,
});
const manifestOf = (config: Uint8Array, ...layers: Uint8Array[]) =>
  Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType,
      config: describeBytes(config, "application/vnd.oci.image.config.v1+json"),
      layers: layers.map((one) => describeBytes(one)),
    }),
  );

describe("a push", () => {
  quietly();
  let backends: Backends;
  let bucket: Bucket;
  let url: string;
  /** Another instance, which shares nothing with the first but what is stored. */
  let otherUrl: string;
  let registryUrl: string;
  let authorization: string;
  const servers: Serving[] = [];
  const published: EventToPublish<typeof events.imagePushed>[] = [];
  let pubsubIsDown = false;
  const publisher = {
    publish: async (event: EventToPublish<typeof events.imagePushed>) => {
      if (pubsubIsDown) throw new Error("Pub/Sub does not answer");
      return String(published.push(event));
    },
    close: async () => {},
  } as Publisher<typeof events.imagePushed>;

  before(async function () {
    if (postgresMissing(18)) this.skip();
    await logsOf(async () => {
      backends = await startBackends();
      const { pool, jwks } = backends;
      bucket = bucketIn(backends.layers("write"));
      const start = async (routes: Parameters<typeof serve>[0]["routes"]) => {
        const one = await serve({ name: "tried", port: 0, http2: true, routes });
        servers.push(one);
        return `http://127.0.0.1:${one.port}`;
      };
      const instance = () => {
        const uploads = uploadsIn(pool);
        return push({
          catalog: pushCatalogIn(pool),
          blobs: blobsIn(bucket, uploads),
          uploads,
          verify: verifier({ jwks, host, tokensAt: registryHost }),
          published: outbox(pool, events.imagePushed, publisher, { patience: 1_000 }).published,
        });
      };
      url = await start(instance());
      otherUrl = await start(instance());
      registryUrl = await start(
        registry({
          catalog: catalogIn(pool),
          sign: layersIn(backends.layers("read")),
          verify: verifier({ jwks, host: registryHost }),
          jwks,
          tokens: () => Promise.reject(new Error("not asked here")),
          pulled: async () => {},
        }),
      );
      authorization = await bearer(access("team/app", "pull", "push"));
    });
  });
  after(() =>
    logsOf(async () => {
      await Promise.all(servers.map((one) => one.stop()));
      bucket?.close();
      await backends?.close();
    }),
  );
  beforeEach(() => {
    published.length = 0;
  });

  const bearer = async (...list: Access[]) => `Bearer ${await backends.token(host, ada, list)}`;
  const ask = (method: string, path: string, init: RequestInit = {}) =>
    fetch(path.startsWith("http") ? path : url + path, {
      redirect: "manual",
      ...init,
      method,
      headers: { authorization, ...init.headers },
    });
  const codeOf = async (answer: Response) =>
    [answer.status, ((await answer.json()) as { errors: { code: string }[] }).errors[0]?.code] as const;
  const begin = async (name = "team/app") =>
    (await ask("POST", `/v2/${name}/blobs/uploads/`)).headers.get("location") ?? "";
  const pushBlob = async (bytes: Uint8Array<ArrayBuffer>, name = "team/app") => {
    const answer = await ask("POST", `/v2/${name}/blobs/uploads/?digest=${sha256(bytes)}`, { body: bytes });
    assert.equal(answer.status, 201, await answer.text());
  };
  const pushManifest = (bytes: Uint8Array<ArrayBuffer>, reference: string, type = mediaType) =>
    ask("PUT", `/v2/team/app/manifests/${reference}`, { body: bytes, headers: { "content-type": type } });
  const pull = async (path: string) => {
    const token = await backends.token(registryHost, ada, [access("team/app", "pull")]);
    return fetch(registryUrl + path, { headers: { authorization: `Bearer ${token}` } });
  };
  const pulled = async (bytes: Uint8Array) =>
    Buffer.from(await (await pull(`/v2/team/app/blobs/${sha256(bytes)}`)).arrayBuffer());

  it("whole: a pull finds every byte of it, and one event tells of it", async () => {
    const [config, layer] = [Buffer.from("{}"), randomBytes(70_000)];
    const manifest = manifestOf(config, layer);
    await pushBlob(config);
    const location = await begin();
    const patched = await ask("PATCH", location, { body: layer });
    assert.deepEqual([patched.status, patched.headers.get("range")], [202, "0-69999"]);
    const put = await ask("PUT", `${location}?digest=${sha256(layer)}`);
    assert.deepEqual([put.status, put.headers.get("docker-content-digest")], [201, sha256(layer)]);
    const answer = await pushManifest(manifest, "latest");
    assert.deepEqual([answer.status, answer.headers.get("docker-content-digest")], [201, sha256(manifest)]);

    const got = await pull("/v2/team/app/manifests/latest");
    assert.deepEqual(Buffer.from(await got.arrayBuffer()), manifest);
    assert.equal(got.headers.get("content-type"), mediaType);
    for (const bytes of [config, layer]) assert.deepEqual(await pulled(bytes), bytes);
    const bytes = manifest.byteLength + config.byteLength + layer.byteLength;
    assert.deepEqual(
      published.map(({ data }) => data),
      [{ repository: "team/app", digest: sha256(manifest), tag: "latest", actor: ada, bytes, media_type: mediaType }],
    );
  });

  it("again: who got no answer may send it again, and nothing happens twice", async () => {
    const config = Buffer.from("sent twice");
    const manifest = manifestOf(config);
    await pushBlob(config);
    await pushBlob(config);
    for (const tag of ["again", "again", "also", sha256(manifest)])
      assert.equal((await pushManifest(manifest, tag)).status, 201);
    assert.deepEqual(
      published.map(({ data: { tag } }) => tag),
      ["again", "also"],
    );
    assert.equal(new Set(published.map(({ id }) => id)).size, 2);
  });

  it("an event that cannot be published: the push is not acknowledged; once it can be, it is, and told of once", async () => {
    const config = Buffer.from("while Pub/Sub is down");
    await pushBlob(config);
    pubsubIsDown = true;
    const refused = await pushManifest(manifestOf(config), "down").finally(() => {
      pubsubIsDown = false;
    });
    assert.deepEqual([refused.status, published], [503, []]);
    assert.equal((await pushManifest(manifestOf(config), "down")).status, 201);
    assert.deepEqual(
      published.map(({ data: { tag } }) => tag),
      ["down"],
    );
  });

  it("an event that another instance is publishing: the push is acknowledged once that has", async () => {
    const config = Buffer.from("told by another instance");
    const manifest = manifestOf(config);
    await pushBlob(config);
    await pushManifest(manifest, "other");
    const other = await backends.pool.connect();
    const data = published[0]?.data;
    await other.query("INSERT INTO outbox (id, type, data) VALUES (gen_random_uuid(), $1, $2)", [
      events.imagePushed.type,
      data,
    ]);
    await other.query("BEGIN");
    await other.query("SELECT FROM outbox FOR UPDATE");
    let told = false;
    const answer = pushManifest(manifest, "other").then((one) => {
      assert.ok(told);
      return one.status;
    });
    await sleep(300);
    told = true;
    await other.query("DELETE FROM outbox");
    await other.query("COMMIT");
    other.release();
    assert.equal(await answer, 201);
    assert.equal(published.length, 1);
  });

  it("HEAD: what is there need not be pushed", async () => {
    const config = Buffer.from("looked for");
    const manifest = manifestOf(config);
    assert.equal((await ask("HEAD", `/v2/team/app/blobs/${sha256(config)}`)).status, 404);
    assert.equal((await ask("HEAD", "/v2/team/app/manifests/there")).status, 404);
    assert.equal((await pull(`/v2/team/app/blobs/${sha256(config)}`)).status, 404);
    await pushBlob(config);
    assert.deepEqual(await pulled(config), config); // what was not there is not remembered
    await pushManifest(manifest, "there");
    const blob = await ask("HEAD", `/v2/team/app/blobs/${sha256(config)}`);
    assert.deepEqual([blob.status, blob.headers.get("content-length")], [200, "10"]);
    const found = await ask("HEAD", "/v2/team/app/manifests/there");
    assert.deepEqual([found.status, found.headers.get("docker-content-digest")], [200, sha256(manifest)]);
    assert.deepEqual(await codeOf(await ask("GET", "/v2/team/app/manifests/there")), [405, "UNSUPPORTED"]);
  });

  it("parts: over HTTP/2, they are in the bucket before the last byte was sent", async () => {
    const bytes = randomBytes(2 * partBytes + 1000);
    const path = await begin();
    const session = connect(url);
    const stream = session.request({ ":method": "PATCH", ":path": path, authorization });
    stream.write(bytes.subarray(0, partBytes + 1));
    const sent = once(bucket, "putPart");
    assert.deepEqual(await sent, partBytes);
    stream.end(bytes.subarray(partBytes + 1));
    const status = await new Promise((resolve) => stream.once("response", (headers) => resolve(headers[":status"])));
    stream.resume();
    session.close();
    assert.equal(status, 202);
    assert.equal((await ask("PUT", `${path}?digest=${sha256(bytes)}`)).status, 201);
    assert.ok((await pulled(bytes)).equals(bytes));
  });

  it("instances: one goes on where another was, with pieces of any size", async () => {
    const bytes = randomBytes(2 * partBytes + 77);
    const path = await begin();
    const cuts = [0, 1, 1_000_000, partBytes + 5, 2 * partBytes, bytes.byteLength];
    for (const [i, start] of cuts.slice(0, -1).entries()) {
      const end = cuts[i + 1] as number;
      const headers = { "content-range": `${start}-${end - 1}` };
      const at = i % 2 === 0 ? url : otherUrl;
      const answer = await ask("PATCH", at + path, { body: bytes.subarray(start, end), headers });
      assert.equal(answer.status, 202, await answer.text());
      const status = await ask("GET", otherUrl + path);
      assert.deepEqual([status.status, status.headers.get("range")], [204, `0-${end - 1}`]);
    }
    assert.equal((await ask("PUT", `${otherUrl}${path}?digest=${sha256(bytes)}`)).status, 201);
    assert.ok((await pulled(bytes)).equals(bytes));
    const wrong = await begin();
    for (const part of ["ab", "c"]) await ask("PATCH", wrong, { body: part });
    const refused = await ask("PUT", `${wrong}?digest=${sha256(Buffer.from("abd"))}`);
    assert.deepEqual(await codeOf(refused), [400, "DIGEST_INVALID"]);
  });

  it("a body that breaks off: the upload is as it was before, and is gone on with", async () => {
    const path = await begin();
    await ask("PATCH", path, { body: "first" });
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from("second"));
        setTimeout(() => controller.error(new Error("gone")), 20);
      },
    });
    await assert.rejects(ask("PATCH", path, { body: broken, duplex: "half" } as RequestInit));
    const status = await ask("GET", path);
    assert.equal(status.headers.get("range"), "0-4");
    const whole = Buffer.from("first, then the end");
    const answer = await ask("PUT", `${path}?digest=${sha256(whole)}`, { body: whole.subarray(5) });
    assert.equal(answer.status, 201);
  });

  it("ranges: what does not begin where the upload ends is refused, with where that is", async () => {
    const path = await begin();
    await ask("PATCH", path, { body: "01234" });
    const ahead = await ask("PATCH", path, { body: "6", headers: { "content-range": "6-6" } });
    assert.deepEqual([ahead.status, ahead.headers.get("range")], [416, "0-4"]);
    const short = await ask("PATCH", path, { body: "5", headers: { "content-range": "5-9" } });
    assert.deepEqual(await codeOf(short), [400, "SIZE_INVALID"]);
    assert.equal((await ask("GET", path)).headers.get("range"), "0-4");
  });

  it("two at once: bytes of one upload are taken from one of them", async () => {
    const path = await begin();
    const [one, other] = await Promise.all([
      ask("PATCH", path, { body: "one" }),
      ask("PATCH", otherUrl + path, { body: "two" }),
    ]);
    assert.ok([one.status, other.status].includes(202));
    const range = (await ask("GET", path)).headers.get("range");
    assert.equal(range, one.status === other.status ? "0-5" : "0-2");
  });

  it("mount: from where its sender may pull, and otherwise it is an upload", async () => {
    const bytes = Buffer.from("in both");
    await pushBlob(bytes);
    const mount = (from: string, list: Access[]) =>
      bearer(...list).then((both) =>
        ask("POST", `/v2/team/other/blobs/uploads/?mount=${sha256(bytes)}&from=${from}`, {
          headers: { authorization: both },
        }),
      );
    const target = access("team/other", "push");
    assert.equal((await mount("team/app", [target])).status, 202);
    assert.equal((await mount("team/none", [target, access("team/none", "pull")])).status, 202);
    const head = async () =>
      (await ask("HEAD", `/v2/team/other/blobs/${sha256(bytes)}`, { headers: { authorization: await bearer(target) } }))
        .status;
    assert.equal(await head(), 404);
    const mounted = await mount("team/app", [target, access("team/app", "pull")]);
    assert.deepEqual([mounted.status, mounted.headers.get("docker-content-digest")], [201, sha256(bytes)]);
    assert.equal(await head(), 200);
  });

  it("index: of manifests that are there", async () => {
    const config = Buffer.from("for an index");
    const manifest = manifestOf(config);
    await pushBlob(config);
    const type = "application/vnd.oci.image.index.v1+json";
    const index = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [describeBytes(manifest, mediaType)] }));
    assert.deepEqual(await codeOf(await pushManifest(index, "many", type)), [400, "MANIFEST_BLOB_UNKNOWN"]);
    await pushManifest(manifest, sha256(manifest));
    assert.equal((await pushManifest(index, "many", type)).status, 201);
    assert.equal((await pull("/v2/team/app/manifests/many")).headers.get("content-type"), type);
  });

  it("manifests: what is wrong with one is told, and nothing is stored", async () => {
    const there = Buffer.from("there");
    await pushBlob(there);
    const good = manifestOf(there);
    const sized = JSON.parse(good.toString());
    sized.config.size = 6;
    const foreign = { ...describeBytes(Buffer.from("elsewhere")), mediaType: "application/x.foreign.y", urls: [] };
    const wrong: [Buffer<ArrayBuffer>, string, string | undefined, number, string][] = [
      [manifestOf(there, Buffer.from("not there")), "t", mediaType, 400, "MANIFEST_BLOB_UNKNOWN"],
      [Buffer.from(JSON.stringify(sized)), "t", mediaType, 400, "SIZE_INVALID"],
      [Buffer.from("{"), "t", mediaType, 400, "MANIFEST_INVALID"],
      [Buffer.from('{"schemaVersion":1}'), "t", mediaType, 400, "MANIFEST_INVALID"],
      [good, "t", "text/html", 400, "MANIFEST_INVALID"],
      [good, "t", "application/vnd.docker.distribution.manifest.v2+json", 400, "MANIFEST_INVALID"],
      [good, sha256(there), mediaType, 400, "DIGEST_INVALID"],
      [good, "%00", mediaType, 400, "DIGEST_INVALID"],
      [Buffer.alloc(largestManifest + 1, " "), "t", mediaType, 413, "MANIFEST_INVALID"],
    ];
    for (const [bytes, reference, type, status, code] of wrong)
      assert.deepEqual(await codeOf(await pushManifest(bytes, reference, type)), [status, code], code);
    assert.equal((await pull("/v2/team/app/manifests/t")).status, 404);
    assert.deepEqual(published, []);
    const image = { ...JSON.parse(good.toString()), layers: [foreign] };
    assert.equal((await pushManifest(Buffer.from(JSON.stringify(image)), "t")).status, 201);
  });

  describe("what is about a manifest", () => {
    const subject = { ...describeBytes(Buffer.from("not even there"), mediaType) };
    const aboutIt = (config: Uint8Array, more: object) =>
      Buffer.from(JSON.stringify({ ...JSON.parse(manifestOf(config).toString()), subject, ...more }));
    const referrers = (query = "", of = subject.digest) => pull(`/v2/team/app/referrers/${of}${query}`);
    const described = (bytes: Uint8Array) => describeBytes(bytes, mediaType);
    const signature = Buffer.from("a signature");

    it("is taken, whether or not that is there, and listed with its type and annotations", async () => {
      await pushBlob(signature);
      const annotations = { "dev.example.by": "ada \u0000" };
      const signed = aboutIt(signature, { artifactType: "application/x.signature", annotations });
      const plain = aboutIt(signature, {});
      for (const bytes of [signed, plain]) {
        const answer = await pushManifest(bytes, sha256(bytes));
        assert.deepEqual([answer.status, answer.headers.get("oci-subject")], [201, subject.digest]);
      }
      assert.equal((await pushManifest(manifestOf(signature), "alone")).headers.get("oci-subject"), null);
      const answer = await referrers();
      assert.equal(answer.headers.get("content-type"), "application/vnd.oci.image.index.v1+json");
      const { manifests, ...index } = (await answer.json()) as { manifests: { digest: string }[] };
      assert.deepEqual(index, { schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json" });
      const byDigest = (a: { digest: string }, b: { digest: string }) => (a.digest < b.digest ? -1 : 1);
      const first = { ...described(signed), artifactType: "application/x.signature", annotations };
      const second = { ...described(plain), artifactType: "application/vnd.oci.image.config.v1+json" };
      assert.deepEqual(manifests, [first, second].sort(byDigest));

      const filtered = await referrers("?artifactType=application/x.signature");
      assert.equal(filtered.headers.get("oci-filters-applied"), "artifactType");
      assert.deepEqual(((await filtered.json()) as typeof answer & { manifests: object[] }).manifests, [first]);
    });

    it("nothing: an empty list, also of what is not there; what cannot be meant is refused", async () => {
      const other = sha256(Buffer.from("something else"));
      const answer = await referrers("", other);
      assert.deepEqual([answer.status, ((await answer.json()) as { manifests: object[] }).manifests], [200, []]);
      assert.deepEqual(await codeOf(await referrers("", "sha512:0")), [400, "DIGEST_INVALID"]);
      assert.deepEqual(await codeOf(await referrers("?last=%00")), [400, "DIGEST_INVALID"]);
      assert.deepEqual(await codeOf(await referrers("?artifactType=%00")), [400, "UNSUPPORTED"]);
      const withoutDigest = aboutIt(signature, { subject: { mediaType, size: 1, digest: "sha256:0" } });
      assert.deepEqual(await codeOf(await pushManifest(withoutDigest, "x")), [400, "MANIFEST_INVALID"]);
    });

    it("many: a page at a time", async () => {
      const many = Array.from({ length: 101 }, (_, number) => ({ digest: sha256(Buffer.from([number])) }));
      for (const referrer of many)
        await backends.pool.query(
          `INSERT INTO manifests (repository, digest, media_type, content, subject, referrer)
            VALUES ('team/app', $1, '', '', 'sha256:many', $2)`,
          [referrer.digest, referrer],
        );
      const subjectOfMany = sha256(Buffer.from("many"));
      await backends.pool.query("UPDATE manifests SET subject = $1 WHERE subject = 'sha256:many'", [subjectOfMany]);
      const listed: object[] = [];
      let pages = 0;
      for (let path: string | undefined = `/v2/team/app/referrers/${subjectOfMany}`; path; pages++) {
        const answer = await pull(path);
        listed.push(...((await answer.json()) as { manifests: object[] }).manifests);
        path = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get("link") ?? "")?.[1];
      }
      assert.deepEqual([pages, listed], [2, many.sort((a, b) => (a.digest < b.digest ? -1 : 1))]);
    });
  });

  it("DELETE: a tag, or a manifest with its tags, by who may; what it named stays", async () => {
    const config = Buffer.from("to be deleted");
    const manifest = manifestOf(config);
    const digest = sha256(manifest);
    await pushBlob(config);
    for (const tag of ["one", "two"]) await pushManifest(manifest, tag);
    const remove = async (reference: string, ...actions: Access["actions"]) => {
      const headers = { authorization: await bearer(access("team/app", ...actions)) };
      return ask("DELETE", `/v2/team/app/manifests/${reference}`, { headers });
    };
    const found = async () =>
      Promise.all(["one", "two", digest].map(async (one) => (await pull(`/v2/team/app/manifests/${one}`)).status));
    assert.deepEqual(await codeOf(await remove("one", "push", "pull")), [403, "DENIED"]);
    assert.deepEqual([(await remove("one", "delete")).status, ...(await found())], [202, 404, 200, 200]);
    assert.deepEqual([(await remove(digest, "delete")).status, ...(await found())], [202, 404, 404, 404]);
    assert.deepEqual(await codeOf(await remove(digest, "delete")), [404, "MANIFEST_UNKNOWN"]);
    assert.deepEqual(await pulled(config), config);
    assert.deepEqual(await codeOf(await ask("DELETE", `/v2/team/app/blobs/${sha256(config)}`)), [405, "UNSUPPORTED"]);
    assert.equal((await pushManifest(manifest, "one")).status, 201);
  });

  it("digests: of another kind than SHA-256 are refused, and not taken for something else", async () => {
    const digest = `sha512:${"0".repeat(128)}`;
    const refused = [400, "DIGEST_INVALID"];
    assert.deepEqual(await codeOf(await ask("POST", `/v2/team/app/blobs/uploads/?digest=${digest}`)), refused);
    assert.equal((await ask("HEAD", `/v2/team/app/blobs/${digest}`)).status, 400);
    assert.deepEqual(await codeOf(await pushManifest(manifestOf(Buffer.from("{}")), digest)), refused);
    const layer = { ...describeBytes(Buffer.from("{}")), digest };
    const named = Buffer.from(JSON.stringify({ schemaVersion: 2, config: layer, layers: [] }));
    assert.deepEqual(await codeOf(await pushManifest(named, "x")), [400, "MANIFEST_INVALID"]);
  });

  it("uploads: one that is not there, is of another repository, or was given up", async () => {
    const path = await begin();
    const other = await bearer(access("team/other", "push"));
    const elsewhere = path.replace("team/app", "team/other");
    const unknown = [404, "BLOB_UPLOAD_UNKNOWN"];
    assert.deepEqual(await codeOf(await ask("GET", elsewhere, { headers: { authorization: other } })), unknown);
    assert.deepEqual(await codeOf(await ask("PATCH", "/v2/team/app/blobs/uploads/1", { body: "x" })), unknown);
    assert.equal((await ask("DELETE", path)).status, 204);
    for (const method of ["DELETE", "GET", "PATCH"]) assert.deepEqual(await codeOf(await ask(method, path)), unknown);
    const digest = sha256(Buffer.from(""));
    assert.deepEqual(await codeOf(await ask("PUT", `${path}?digest=${digest}`)), unknown);
    assert.deepEqual(await codeOf(await ask("PUT", `${await begin()}?digest=md5:0`)), [400, "DIGEST_INVALID"]);
    const bad = await ask("PUT", `${await begin()}?digest=${digest}`, { body: "not empty" });
    assert.deepEqual(await codeOf(bad), [400, "DIGEST_INVALID"]);
  });

  it("who may: a token for pushes to this repository, at this host", async () => {
    const elsewhere = `Bearer ${await backends.token(registryHost, ada, [access("team/app", "push")])}`;
    const tries: [string, number][] = [
      ["", 401],
      [elsewhere, 401],
      [await bearer(access("team/app", "pull")), 403],
      [await bearer(access("team/other", "push")), 403],
    ];
    for (const [given, status] of tries) {
      const answer = await ask("POST", "/v2/team/app/blobs/uploads/", { headers: { authorization: given } });
      assert.equal(answer.status, status);
      if (status === 401)
        assert.match(
          answer.headers.get("www-authenticate") ?? "",
          /^Bearer realm="https:\/\/registry\.example\.dev\/token",service="push\.example\.dev",scope="repository:team\/app:push"/,
        );
    }
  });

  it("what is left: after a day it is out of the bucket, and blobs are not", async () => {
    const { pool } = backends;
    await ask("PATCH", await begin(), { body: "never finished" });
    const kept = Buffer.from("kept");
    await pushBlob(kept);
    await pushBlob(kept); // a second object, which nobody needs
    await pool.query("UPDATE uploads SET began_at = began_at - interval '25 hours'");
    await pool.query("UPDATE spare_objects SET noted_at = noted_at - interval '25 hours'");
    await sweeper(pool, bucket)();
    const client = layersClient(backends.layers("read"));
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: "layers" }));
    client.destroy();
    const { rows } = await pool.query<{ object: string }>("SELECT object FROM blobs");
    assert.deepEqual(new Set(Contents.map(({ Key }) => Key)), new Set(rows.map(({ object }) => object)));
    assert.equal((await pool.query("SELECT FROM uploads")).rowCount, 0);
  });
});

/** The length of the content that a method of the bucket is called with next, once it has succeeded. */
function once(bucket: Bucket, method: "putPart"): Promise<number> {
  const own = bucket[method];
  return new Promise((resolve) => {
    bucket[method] = async (...given) => {
      const etag = await own(...given);
      bucket[method] = own;
      resolve(given[3].byteLength);
      return etag;
    };
  });
}
