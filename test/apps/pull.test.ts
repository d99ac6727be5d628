import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { KeyManagementServiceClient } from "@google-cloud/kms";
import { generateKeyPair, SignJWT } from "jose";
import { Pool } from "pg";
import { type Tell, tellingAudit } from "../../apps/audit";
import { audit } from "../../apps/audit/routes";
import { migrate, outbox } from "../../apps/database";
import { keysIn } from "../../apps/iam/keys";
import { policyIn } from "../../apps/iam/policy";
import { iam } from "../../apps/iam/routes";
import { verifier } from "../../apps/oci";
import { catalogIn } from "../../apps/registry/catalog";
import { layersIn } from "../../apps/registry/layers";
import { pullsTo } from "../../apps/registry/pulls";
import { registry } from "../../apps/registry/routes";
import { caller, type Routes, type Serving, serve } from "../../apps/serving";
import { askingIam } from "../../apps/tokens/access";
import { kmsOptions } from "../../apps/tokens/kms";
import { tokens } from "../../apps/tokens/routes";
import { signer } from "../../apps/tokens/sign";
import { type EventData, events, type Publisher } from "../../contract";
import { type PostgresServer, postgresMissing, startPostgres } from "../../local/stand-ins/postgres";
import { type S3StandIn, startS3 } from "../../local/stand-ins/s3";
import { asAccount, logsOf, quietly } from "../support/app";
import { sha256 } from "../support/backends";
import { type Kms, startKms } from "../support/kms";
import { idToken } from "../support/metadata";

const host = "registry.example.dev";
const ada = "ada@example.dev";

const layer = Buffer.from("the bytes of a layer");
const layerDigest = sha256(layer);
const layerObject = "blobs/1";
const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, layers: [{ digest: layerDigest }] }));
const manifestDigest = sha256(manifest);
const mediaType = "application/vnd.oci.image.manifest.v1+json";

/** Keeps what is published, in place of Pub/Sub. */
function kept<D extends typeof events.imagePulled | typeof events.policyChanged>() {
  const published: EventData<D>[] = [];
  const publisher = {
    publish: async ({ data }: { data: EventData<D> }) => String(published.push(data)),
    close: async () => {},
  } as unknown as Publisher<D>;
  return { published, publisher };
}

describe("a pull", () => {
  asAccount("registry@flotilla-test.iam.gserviceaccount.com");
  quietly();

  let postgres: PostgresServer;
  let pool: Pool;
  let s3: S3StandIn;
  let kms: Kms;
  let client: KeyManagementServiceClient;
  let url: string;
  let iamUrl: string;
  let key: string;
  const servers: Serving[] = [];
  const pulled = kept<typeof events.imagePulled>();
  const changed = kept<typeof events.policyChanged>();
  let audited: Tell = async () => {};
  const keyPair = { accessKeyId: "reader", secretAccessKey: "0".repeat(64) };
  const now = { token: () => new Date() };

  const start = async (routes: Routes) => {
    const one = await serve({ name: "tried", routes, port: 0 });
    servers.push(one);
    return `http://127.0.0.1:${one.port}`;
  };

  before(async function () {
    const missing = postgresMissing(18);
    if (missing) this.skip();
    await logsOf(async () => {
      postgres = await startPostgres(18, "catalog");
      pool = new Pool({ host: postgres.host, user: "catalog", database: "postgres", max: 4 });
      pool.on("error", () => {});
      await migrate(pool, join(__dirname, "../../apps/iam/migrations"));
      kms = await startKms();
      client = new KeyManagementServiceClient(kmsOptions(kms.host));
      const writer = { accessKeyId: "writer", secretAccessKey: "1".repeat(64) };
      s3 = await startS3({
        buckets: ["layers"],
        keys: [
          { ...keyPair, buckets: ["layers"], permission: "read" },
          { ...writer, buckets: ["layers"], permission: "write" },
        ],
      });
      await put(s3, writer);
      await fill(pool);

      iamUrl = await start(
        iam({
          keys: keysIn(pool),
          policy: policyIn(pool),
          published: outbox(pool, events.policyChanged, changed.publisher).published,
          audit: (entry) => audited(entry),
        }),
      );
      const tokensUrl = await start(
        tokens({
          ask: askingIam(caller(iamUrl)),
          sign: signer(client, { ...kms, algorithm: "ES256" }),
          now: () => now.token(),
        }),
      );
      url = await start(
        registry({
          catalog: catalogIn(pool),
          sign: layersIn({ endpoint: s3.url, region: "auto", bucket: "layers", ...keyPair }),
          verify: verifier({ jwks: kms.jwks, host }),
          jwks: kms.jwks,
          tokens: caller(tokensUrl),
          pulled: pullsTo(pulled.publisher, "europe-west1").pulled,
        }),
      );
      ({ key } = await keysIn(pool).make(ada, 1));
      await policyIn(pool).change({ subject: ada, repository: "team/*", role: "puller", granted: true }, "test");
    });
  });
  after(() =>
    logsOf(async () => {
      await Promise.all(servers.map((one) => one.stop()));
      await pool?.end();
      await client?.close();
      await Promise.all([postgres?.stop(), s3?.close(), kms?.close()]);
    }),
  );
  beforeEach(() => {
    pulled.published.length = 0;
    now.token = () => new Date();
  });

  const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  const askToken = (scope: string, authorization = basic(ada, key)) =>
    fetch(`${url}/token?${new URLSearchParams({ service: host, scope })}`, { headers: { authorization } });
  const token = async (scope = "repository:team/app:pull") =>
    ((await (await askToken(scope)).json()) as { token: string }).token;
  const get = async (path: string, bearer: string | undefined, init: RequestInit = {}) =>
    fetch(url + path, {
      redirect: "manual",
      ...init,
      ...(bearer && { headers: { authorization: `Bearer ${bearer}` } }),
    });
  const codeOf = async (answer: Response) =>
    [answer.status, ((await answer.json()) as { errors: { code: string }[] }).errors[0]?.code] as const;

  it("challenge: without a token, with where to get one and for what", async () => {
    const answer = await get("/v2/team/app/manifests/latest", undefined);
    assert.deepEqual(await codeOf(answer), [401, "UNAUTHORIZED"]);
    assert.equal(
      answer.headers.get("www-authenticate"),
      `Bearer realm="https://${host}/token",service="${host}",scope="repository:team/app:pull"`,
    );
    assert.equal((await get("/v2/", undefined)).status, 401);
    assert.equal((await get("/v2/", await token())).status, 200);
  });

  it("token: for who has a key, and for nobody else", async () => {
    for (const authorization of [
      basic(ada, "guess"),
      basic("eve@example.dev", key),
      basic(ada, `${key.slice(0, -1)}~`),
      "Basic !",
    ])
      assert.deepEqual(await codeOf(await askToken("repository:team/app:pull", authorization)), [401, "UNAUTHORIZED"]);
  });

  it("manifest: by tag and by digest, byte for byte, and each is told of once", async () => {
    const bearer = await token();
    for (const reference of ["latest", manifestDigest]) {
      const answer = await get(`/v2/team/app/manifests/${reference}`, bearer);
      assert.deepEqual(Buffer.from(await answer.arrayBuffer()), manifest);
      assert.equal(answer.headers.get("content-type"), mediaType);
      assert.equal(answer.headers.get("docker-content-digest"), manifestDigest);
    }
    const told = {
      repository: "team/app",
      digest: manifestDigest,
      actor: ada,
      region: "europe-west1",
      user_agent: "node",
    };
    assert.deepEqual(pulled.published, [{ ...told, tag: "latest" }, told]);
  });

  it("its event: is published before the answer, which does not wait for ever", async () => {
    const done: string[] = [];
    const taking = (milliseconds: number) => ({
      publish: async () => {
        await sleep(milliseconds, undefined, { ref: false });
        return String(done.push("published"));
      },
      close: async () => {},
    });
    const pull = { repository: "team/app", digest: manifestDigest, actor: ada };
    await pullsTo(taking(50), "europe-west1").pulled(pull);
    done.push("answered");
    await pullsTo(taking(60_000), "europe-west1", { patience: 50 }).pulled(pull);
    assert.deepEqual(done, ["published", "answered"]);
  });

  it("HEAD: the same without a body, and no pull", async () => {
    const answer = await get("/v2/team/app/manifests/latest", await token(), { method: "HEAD" });
    assert.deepEqual([answer.status, await answer.text()], [200, ""]);
    assert.equal(answer.headers.get("content-length"), String(manifest.byteLength));
    assert.deepEqual(pulled.published, []);
  });

  it("blob: a redirect to the bucket, where its bytes are", async () => {
    const bearer = await token();
    const answer = await get(`/v2/team/app/blobs/${layerDigest}`, bearer);
    assert.deepEqual([answer.status, await answer.text()], [307, ""]);
    const location = answer.headers.get("location") ?? "";
    assert.ok(location.startsWith(`${s3.url}/layers/${layerObject}?`));
    assert.deepEqual(Buffer.from(await (await fetch(location)).arrayBuffer()), layer);
    assert.equal((await fetch(location.replace(/Signature=./, "Signature=x"))).status, 403);
    const head = await get(`/v2/team/app/blobs/${layerDigest}`, bearer, { method: "HEAD" });
    assert.equal((await fetch(head.headers.get("location") ?? "", { method: "HEAD" })).status, 200);
  });

  it("403: a token says what its holder may do, and no more", async () => {
    assert.deepEqual(
      await codeOf(await get("/v2/other/app/manifests/latest", await token("repository:other/app:pull"))),
      [403, "DENIED"],
    );
    assert.deepEqual(await codeOf(await get("/v2/other/app/manifests/latest", await token())), [403, "DENIED"]);
    const claims = JSON.parse(
      Buffer.from((await token("repository:team/app:pull,push")).split(".")[1] ?? "", "base64url").toString(),
    );
    assert.deepEqual(claims.access, [{ type: "repository", name: "team/app", actions: ["pull"] }]);
  });

  it("blob: what was pushed to another repository is not there", async () => {
    const foreign = sha256(Buffer.from("of other/app"));
    assert.deepEqual(await codeOf(await get(`/v2/team/app/blobs/${foreign}`, await token())), [404, "BLOB_UNKNOWN"]);
  });

  it("tokens: expired, forged, for another host or without a signature, none is taken", async () => {
    now.token = () => new Date(Date.now() - 3_600_000);
    const expired = await token();
    const { privateKey } = await generateKeyPair("ES256");
    const forge = (audience: string) =>
      new SignJWT({ access: [{ type: "repository", name: "team/app", actions: ["pull"] }] })
        .setProtectedHeader({ alg: "ES256", kid: kms.keyId })
        .setIssuer("tokens")
        .setSubject(ada)
        .setAudience(audience)
        .setExpirationTime("5m")
        .sign(privateKey);
    now.token = () => new Date();
    const elsewhere = await fetch(`${url}/token?service=push.example.dev&scope=repository:team/app:pull`, {
      headers: { authorization: basic(ada, key) },
    });
    const bad = [
      expired,
      await forge(host),
      ((await elsewhere.json()) as { token: string }).token,
      idToken(ada, host),
      "x",
    ];
    for (const bearer of bad) {
      const answer = await get("/v2/team/app/manifests/latest", bearer);
      assert.equal(answer.status, 401);
      assert.match(answer.headers.get("www-authenticate") ?? "", /error="invalid_token"$/);
    }
  });

  it("input: a wrong name, tag, digest or page is told, and never breaks anything", async () => {
    const bearer = await token();
    const wrong: [string, number, string][] = [
      ["/v2/Team/manifests/latest", 400, "NAME_INVALID"],
      [`/v2/${"a".repeat(256)}/manifests/latest`, 400, "NAME_INVALID"],
      ["/v2/team/app/manifests/sha256:12", 400, "DIGEST_INVALID"],
      [`/v2/team/app/manifests/${"t".repeat(129)}`, 400, "DIGEST_INVALID"],
      ["/v2/team/app/manifests/%00", 400, "DIGEST_INVALID"],
      ["/v2/team/app/blobs/latest", 400, "DIGEST_INVALID"],
      ["/v2/team/app/tags/list?n=-1", 400, "PAGINATION_NUMBER_INVALID"],
      ["/v2/team/app/tags/list?last=%00", 400, "TAG_INVALID"],
      ["/v2/team/app/manifests/absent", 404, "MANIFEST_UNKNOWN"],
      ["/v2/team/none/tags/list", 403, "DENIED"],
      ["/elsewhere", 404, "NOT_FOUND"],
    ];
    for (const [path, status, code] of wrong)
      assert.deepEqual(await codeOf(await get(path, bearer)), [status, code], path);
    const pushing = await get("/v2/team/app/blobs/uploads/", bearer, { method: "POST" });
    assert.deepEqual(await codeOf(pushing), [405, "UNSUPPORTED"]);
  });

  it("tags: in order, a page at a time", async () => {
    const bearer = await token();
    const first = await get("/v2/team/app/tags/list?n=2", bearer);
    assert.deepEqual(await first.json(), { name: "team/app", tags: ["1.0", "Z"] });
    const next = /^<(.*)>; rel="next"$/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    const second = await get(next, bearer);
    assert.deepEqual(await second.json(), { name: "team/app", tags: ["latest"] });
    assert.equal(second.headers.get("link"), null);
  });

  describe("who may", () => {
    const ask = (path: string, as: string, body?: object) =>
      fetch(iamUrl + path, {
        headers: { authorization: `Bearer ${idToken(as, iamUrl)}`, "content-type": "application/json" },
        ...(body && { method: "POST", body: JSON.stringify(body) }),
      });

    it("a change: by who may grant alone, with an event, once", async () => {
      const change = { subject: "bo@example.dev", repository: "team/app", role: "puller", granted: true };
      assert.deepEqual(await codeOf(await ask("/bindings", ada, change)), [403, "DENIED"]);
      await policyIn(pool).change({ subject: ada, repository: "team/*", role: "granter", granted: true }, "test");
      await outbox(pool, events.policyChanged, changed.publisher).flush();
      changed.published.length = 0;
      assert.deepEqual(await (await ask("/bindings", ada, change)).json(), { changed: true });
      assert.deepEqual(await (await ask("/bindings", ada, change)).json(), { changed: false });
      assert.deepEqual(changed.published, [
        { repository: "team/app", actor: ada, changes: [{ subject: "bo@example.dev", role: "puller", granted: true }] },
      ]);
      assert.deepEqual(await codeOf(await ask("/bindings", ada, { ...change, repository: "*" })), [403, "DENIED"]);
    });

    it("a key: one's own, told once, kept as a hash, and gone when it is dropped", async () => {
      const made = await ask("/keys", "bo@example.dev", {});
      const { id, key: own } = (await made.json()) as { id: string; key: string };
      const { rows } = await pool.query("SELECT * FROM access_keys WHERE id = $1", [id]);
      assert.equal(rows[0].subject, "bo@example.dev");
      assert.doesNotMatch(JSON.stringify(rows), new RegExp(own.split(".")[1] ?? "-"));
      const status = async () => (await askToken("repository:team/app:pull", basic("bo@example.dev", own))).status;
      assert.equal(await status(), 200);
      const drop = (as: string) =>
        fetch(`${iamUrl}/keys/${id}`, {
          method: "DELETE",
          headers: { authorization: `Bearer ${idToken(as, iamUrl)}` },
        });
      assert.equal((await drop(ada)).status, 404);
      assert.equal((await drop("bo@example.dev")).status, 204);
      assert.equal(await status(), 401);
    });

    it("events: what could not be published is published later", async () => {
      const failing = { publish: () => Promise.reject(new Error("no topic")), close: async () => {} };
      const change = { subject: "cy@example.dev", repository: "team/app", role: "viewer", granted: true } as const;
      await policyIn(pool).change(change, ada);
      changed.published.length = 0;
      const logs = await logsOf(() =>
        outbox(pool, events.policyChanged, failing as unknown as Publisher<typeof events.policyChanged>).flush(),
      );
      assert.deepEqual(
        logs.map(({ severity }) => severity),
        ["ERROR"],
      );
      await outbox(pool, events.policyChanged, changed.publisher).flush();
      assert.deepEqual(
        changed.published.map(({ changes }) => changes[0]?.subject),
        ["cy@example.dev"],
      );
    });

    it("audit: that may see nothing, is told of that once, and asks no more", async () => {
      audited = tellingAudit(caller(await start(audit({ iam: caller(iamUrl) }))));
      const change = { subject: "di@example.dev", repository: "team/app", role: "puller", granted: true };
      const logs = await logsOf(async () => {
        await ask("/bindings", ada, change);
        await sleep(200);
      });
      audited = async () => {};
      const entries = logs.flatMap(({ audit: entry }) => (entry ? [entry as Record<string, unknown>] : []));
      assert.deepEqual(entries.map(({ action, actor }) => [action, actor]).sort(), [
        ["granted", ada],
        ["refused", "registry@flotilla-test.iam.gserviceaccount.com"],
      ]);
    });

    it("audit: is told by iam of what was done and refused, and asks it who may do what since", async () => {
      const auditor = "registry@flotilla-test.iam.gserviceaccount.com"; // whom all run as here
      await policyIn(pool).change({ subject: auditor, repository: "*", role: "auditor", granted: true }, "test");
      audited = tellingAudit(caller(await start(audit({ iam: caller(iamUrl) }))));
      const change = { subject: "di@example.dev", repository: "team/app", role: "cleaner", granted: true };
      const logs = await logsOf(async () => {
        await ask("/bindings", ada, change);
        await ask("/bindings", ada, change);
        await ask("/bindings", "eve@example.dev", change);
        await ask("/keys", "eve@example.dev", {});
      });
      audited = async () => {};
      // As the log shows them: what is sent again, where an answer takes long, is one entry.
      const byId = new Map(logs.map((one) => [one["logging.googleapis.com/insertId"], one.audit]));
      const entries = [...byId.values()].filter(Boolean) as Record<string, unknown>[];
      assert.deepEqual(
        entries.map(({ action, actor }) => [action, actor]),
        [
          ["granted", ada],
          ["refused", "eve@example.dev"],
          ["key-made", "eve@example.dev"],
        ],
      );
      const [{ bindings, teller } = {}] = entries;
      assert.equal(teller, auditor);
      assert.ok(
        (bindings as { subject: string; role: string }[]).some(
          ({ subject, role }) => subject === change.subject && role === "cleaner",
        ),
      );
    });

    it("audit: that does not answer keeps nobody from anything, and is logged", async () => {
      audited = tellingAudit(() => Promise.reject(new Error("is not there")));
      const logs = await logsOf(async () => {
        assert.equal((await ask("/keys", ada, {})).status, 201);
      });
      audited = async () => {};
      assert.equal(logs.filter(({ severity }) => severity === "ERROR").length, 1);
    });

    it("input: what is wrong is named, and a key is not repeated", async () => {
      const answer = await ask("/access", ada, { user: ada, key: 7, wanted: [] });
      assert.deepEqual(await codeOf(answer), [400, "UNSUPPORTED"]);
      const role = await ask("/bindings", ada, { subject: ada, repository: "team/app", role: "king", granted: true });
      assert.equal(role.status, 400);
      const text = await fetch(`${iamUrl}/access`, { method: "POST", body: "{" });
      assert.equal(text.status, 400);
      assert.equal((await fetch(`${iamUrl}/access`, { method: "POST", body: "x".repeat(70_000) })).status, 413);
    });
  });

  it("migrations: run once", async () => {
    assert.deepEqual(await migrate(pool, join(__dirname, "../../apps/iam/migrations")), []);
  });
});

async function put(s3: S3StandIn, credentials: { accessKeyId: string; secretAccessKey: string }): Promise<void> {
  const writer = new S3Client({ endpoint: s3.url, region: "auto", credentials, forcePathStyle: true });
  await writer.send(new PutObjectCommand({ Bucket: "layers", Key: layerObject, Body: layer }));
  writer.destroy();
}

async function fill(pool: Pool): Promise<void> {
  const foreign = sha256(Buffer.from("of other/app"));
  await pool.query("INSERT INTO repositories (name) VALUES ('team/app'), ('other/app')");
  await pool.query("INSERT INTO blobs (digest, bytes, object) VALUES ($1, $2, $3), ($4, 12, 'blobs/2')", [
    layerDigest,
    layer.byteLength,
    layerObject,
    foreign,
  ]);
  await pool.query("INSERT INTO repository_blobs VALUES ('team/app', $1), ('other/app', $2)", [layerDigest, foreign]);
  const columns = "repository, digest, media_type, content";
  await pool.query(`INSERT INTO manifests (${columns}) VALUES ('team/app', $1, $2, $3)`, [
    manifestDigest,
    mediaType,
    manifest,
  ]);
  await pool.query(
    "INSERT INTO tags (repository, name, digest) SELECT 'team/app', name, $1 FROM unnest(ARRAY['latest', 'Z', '1.0']) AS name",
    [manifestDigest],
  );
}
