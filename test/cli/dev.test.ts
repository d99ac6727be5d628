import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { cloudSecrets, type DevAddresses, findProject, LocalCloud, stackFolder } from "../../local";
import { postgresMissing } from "../../local/stand-ins/postgres";
import { sha256 } from "../support/backends";
import { ProjectCopy } from "../support/project-copy";
import { root } from "../support/stack";

const layer = randomBytes(200_000);
const config = Buffer.from(
  JSON.stringify({ architecture: "amd64", os: "linux", rootfs: { type: "layers", diff_ids: [] } }),
);
const descriptor = (mediaType: string, bytes: Buffer) => ({ mediaType, digest: sha256(bytes), size: bytes.byteLength });
const mediaType = "application/vnd.oci.image.manifest.v1+json";
const manifest = Buffer.from(
  JSON.stringify({
    schemaVersion: 2,
    mediaType,
    config: descriptor("application/vnd.oci.image.config.v1+json", config),
    layers: [descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer)],
  }),
);
const ada = "ada@example.dev";
const pulls = (repository: string) => ({ repository, actor: ada, region: "europe-west1" });

/** `registry` with another command, which publishes one event twice, as who got no answer does, and another one after it. */
const publishingTwice = `
import { events, publisher } from "../../contract";
if (process.argv[2] === "twice") {
  const pulled = publisher(events.imagePulled, { topic: String(process.env.IMAGE_PULLED_TOPIC), source: "/registry" });
  const event = (repository: string) => ({
    id: repository,
    data: { repository, digest: "sha256:0", actor: "${ada}", region: "europe-west1" },
  });
  void (async () => {
    for (const repository of ["twice", "twice", "later"]) await pulled.publish(event(repository));
    await pulled.close();
  })();
} else require("./answering");
`;

/** `flotilla dev`, as a process of its own. */
class Running {
  readonly lines: { from: string; text: string }[] = [];
  addresses!: DevAddresses;
  readonly #child: ChildProcessWithoutNullStreams;
  #errors = "";

  constructor(readonly folder: string) {
    const launcher = join(root, "cli", "flotilla.js");
    const args = [launcher, "dev", "--stack", "dev-ada", "--port", "0", "--json"];
    this.#child = spawn(process.execPath, args, { cwd: folder, stdio: "pipe" });
    this.#child.stderr.on("data", (chunk) => (this.#errors += chunk));
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      const { addresses, ...said } = JSON.parse(line);
      if (addresses) this.addresses = addresses;
      else this.lines.push(said);
    });
  }

  async ready(): Promise<void> {
    await this.#until(() => this.addresses !== undefined);
  }

  /** Waits for a line after the first so many. */
  async says(from: string, text: RegExp, after = 0): Promise<void> {
    await this.#until(() => this.lines.slice(after).some((line) => line.from === from && text.test(line.text)));
  }

  async #until(met: () => boolean): Promise<void> {
    for (let tries = 0; !met(); tries++) {
      if (this.#child.exitCode !== null || tries > 2_000) throw new Error(this.#errors + JSON.stringify(this.lines));
      await sleep(50);
    }
  }

  type(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.#child.exitCode !== null) return this.#child.exitCode;
    const ended = once(this.#child, "exit");
    this.#child.kill(signal);
    return (await ended)[0];
  }
}

describe("flotilla dev", function () {
  this.timeout(240_000);
  let copy: ProjectCopy;
  let dev: Running;
  let registry: string;
  let push: string;
  let key: string;

  before(async function () {
    if (postgresMissing(18)) this.skip();
    copy = new ProjectCopy("dev-ada");
    for (const room of ["apps", "policy"]) cpSync(join(root, room), join(copy.folder, room), { recursive: true });
    rmSync(join(copy.folder, "apps", "audit", "main.ts"));
    const ownRegistry = join(copy.folder, "apps", "registry");
    renameSync(join(ownRegistry, "main.ts"), join(ownRegistry, "answering.ts"));
    writeFileSync(join(ownRegistry, "main.ts"), publishingTwice);
    dev = new Running(copy.folder);
    await dev.ready();
    registry = dev.addresses.hosts["registry.ada.example.dev"] as string;
    push = dev.addresses.hosts["push.ada.example.dev"] as string;
    dev.type(`iam administrator ${ada}`);
    await dev.says("dev", /^iam administrator .* ended with exit code 0$/);
    const made = await asOwner("/keys", "{}");
    ({ key } = (await made.json()) as { key: string });
    await pushImage();
  });
  after(async () => {
    await dev?.end("SIGKILL");
    copy?.remove();
  });

  const cloud = async () => {
    const folder = stackFolder(findProject(copy.folder), "dev-ada");
    return LocalCloud.open(folder.cloud, cloudSecrets(folder, process.env));
  };
  const identity = async (audience: string) => {
    const path = "computeMetadata/v1/instance/service-accounts/default/identity";
    const headers = { "metadata-flavor": "Google" };
    return (await fetch(`http://${dev.addresses.owner?.metadata}/${path}?audience=${audience}`, { headers })).text();
  };
  const asOwner = async (path: string, body: string, audience = dev.addresses.services.iam ?? "") =>
    fetch(dev.addresses.services.iam + path, {
      method: "POST",
      headers: { authorization: `Bearer ${await identity(audience)}` },
      body,
    });
  const askToken = (scope: string, password = key, of = registry) => {
    const authorization = `Basic ${Buffer.from(`${ada}:${password}`).toString("base64")}`;
    const query = new URLSearchParams({ service: new URL(of).host, scope });
    return fetch(`${registry}/token?${query}`, { headers: { authorization } });
  };
  const get = async (path: string, scope = "repository:team/app:pull") => {
    const { token } = (await (await askToken(scope)).json()) as { token: string };
    return fetch(registry + path, { redirect: "manual", headers: { authorization: `Bearer ${token}` } });
  };
  /** As a client does it: each blob begun and then sent whole, and the manifest last. */
  const pushImage = async () => {
    const { token } = (await (await askToken("repository:team/app:pull,push", key, push)).json()) as { token: string };
    const send = async (method: string, path: string, status: number, body?: Buffer<ArrayBuffer>, type = "") => {
      const headers = { authorization: `Bearer ${token}`, ...(type && { "content-type": type }) };
      const answer = await fetch(new URL(path, push), { method, headers, body });
      assert.equal(answer.status, status, await answer.text());
      return answer.headers.get("location") ?? "";
    };
    for (const blob of [config, layer]) {
      const upload = await send("POST", "/v2/team/app/blobs/uploads/", 202);
      await send("PUT", `${upload}?digest=${sha256(blob)}`, 201, blob, "application/octet-stream");
    }
    await send("PUT", "/v2/team/app/manifests/latest", 201, manifest, mediaType);
  };
  const recorded = async (name: string): Promise<Record<string, unknown>[]> =>
    (await (await fetch(`${dev.addresses.events}/${name}`)).json()) as Record<string, unknown>[];
  /** Waits for what is recorded a moment after it happened: a row of a view, of which these columns are shown. */
  const shows = async (view: string, expected: Record<string, unknown>) => {
    const columns = Object.keys(expected);
    const seconds = 10;
    let rows: object[] = [];
    for (const until = Date.now() + seconds * 1000; Date.now() < until; await sleep(50)) {
      rows = (await recorded(view)).map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
      if (rows.some((row) => isDeepStrictEqual(row, expected))) return;
    }
    assert.deepEqual(rows, [expected], `not in the view after ${seconds} seconds`);
  };
  /** Changes the local cloud behind the back of what runs, and waits until that is taken in. */
  const change = async (edit: (world: LocalCloud["world"]) => void) => {
    const said = dev.lines.length;
    const changed = await cloud();
    edit(changed.world);
    await changed.world.save();
    await changed.close();
    await dev.says("dev", /^the local cloud has changed/, said);
  };
  const without = (type: string, id: string) =>
    change((world) => {
      const gone = world.ofType(type).filter((record) => record.id.includes(id));
      assert.equal(gone.length, 1);
      for (const record of gone) world.remove(record);
    });

  it("challenge: a client without a token is told where to get one on this machine, and for what", async () => {
    const answer = await fetch(`${registry}/v2/team/app/manifests/latest`);
    assert.equal(answer.status, 401);
    const { host } = new URL(registry);
    assert.equal(
      answer.headers.get("www-authenticate"),
      `Bearer realm="http://${host}/token",service="${host}",scope="repository:team/app:pull"`,
    );
  });

  it("a pull: the bytes of a layer come from the store, and none of them through registry", async () => {
    const pulled = await get("/v2/team/app/manifests/latest");
    assert.deepEqual(Buffer.from(await pulled.arrayBuffer()), manifest);
    const redirect = await get(`/v2/team/app/blobs/${sha256(layer)}`);
    assert.deepEqual([redirect.status, (await redirect.arrayBuffer()).byteLength], [307, 0]);
    const location = redirect.headers.get("location") ?? "";
    assert.ok(location.startsWith(`${dev.addresses.store}/`));
    const said = dev.lines.length;
    assert.deepEqual(Buffer.from(await (await fetch(location)).arrayBuffer()), layer);
    await dev.says("store", /^GET \/\S+ 200, 200\d\d\d bytes$/, said);
  });

  it("its event is recorded, and counted by the view who-pulls-what", async () => {
    const day = new Date().toISOString().slice(0, 10);
    await shows("who-pulls-what", { day, ...pulls("team/app"), pulls: 1, images: 1 });
  });

  it("an event that is published twice is counted once", async () => {
    dev.type("registry twice");
    await shows("who-pulls-what", pulls("later"));
    const counted = (await recorded("who-pulls-what")).filter(({ repository }) => repository === "twice");
    assert.deepEqual(
      counted.map((row) => row.pulls),
      [1],
    );
  });

  it("a push: its event is recorded, and pushed to who is triggered by it, as an account that may call it", async () => {
    const bytes = manifest.byteLength + config.byteLength + layer.byteLength;
    await shows("image-pushed", { repository: "team/app", tag: "latest", actor: ada, event_source: "/push", bytes });
    await dev.says("notifier", /ada@example\.dev pushed team\/app:latest/);
  });

  it("an administrator is told of, too, by the command that makes one", async () => {
    await shows("policy-changed", { repository: "*", actor: "administrator", event_source: "/iam" });
  });

  it("what is recorded: how much of it, and 404 for what is no view", async () => {
    const counts = (await (await fetch(`${dev.addresses.events}/`)).json()) as Record<string, number>;
    assert.deepEqual(Object.keys(counts).sort(), ["image-pulled", "image-pushed", "policy-changed", "who-pulls-what"]);
    assert.equal(counts["image-pushed"], 1);
    assert.equal((await fetch(`${dev.addresses.events}/toString`)).status, 404);
  });

  it("skopeo pulls an image, and pushes it under another name", async function () {
    if (spawnSync("skopeo", ["--version"]).error) return this.skip();
    const into = mkdtempSync(join(tmpdir(), "flotilla-pulled-"));
    const skopeo = async (...args: string[]) => {
      const child = spawn("skopeo", ["--insecure-policy", "copy", ...args], { stdio: ["ignore", "ignore", "inherit"] });
      assert.deepEqual(await once(child, "exit"), [0, null]);
    };
    const [from, to] = [registry, push].map((address) => `docker://${new URL(address).host}/team`);
    const as = `${ada}:${key}`;
    await skopeo("--src-tls-verify=false", "--src-creds", as, `${from}/app:latest`, `dir:${into}`);
    await shows("who-pulls-what", { ...pulls("team/app"), pulls: 2 });
    await skopeo("--dest-tls-verify=false", "--dest-creds", as, `dir:${into}`, `${to}/copy:1`);
    assert.equal((await get("/v2/team/copy/manifests/1", "repository:team/copy:pull")).status, 200);
    assert.deepEqual(readFileSync(join(into, sha256(layer).replace("sha256:", ""))), layer);
    return rmSync(into, { recursive: true });
  });

  it("who has no right to a repository: 401 without a key, and 403 with a token for another", async () => {
    assert.equal((await askToken("repository:team/app:pull", "guess")).status, 401);
    assert.equal((await get("/v2/team/app/manifests/latest", "repository:other/app:pull")).status, 403);
  });

  it("a service's own address: 403 without an identity, 401 with a token for elsewhere", async () => {
    const { iam = "" } = dev.addresses.services;
    assert.equal((await fetch(`${iam}/keys`, { method: "POST" })).status, 403);
    assert.equal((await asOwner("/keys", "{}", dev.addresses.services.tokens)).status, 401);
    assert.equal((await asOwner("/keys", "{}")).status, 201);
    assert.equal((await fetch(`${iam}/keys`, { headers: { authorization: "Bearer a.b.c" } })).status, 401);
  });

  it("a service without an application is left out, and answers 503 to who may call it", async () => {
    assert.ok(dev.addresses.leftOut.includes("audit"));
    const { audit = "" } = dev.addresses.services;
    const answer = await fetch(audit, { headers: { authorization: `Bearer ${await identity(audit)}` } });
    assert.deepEqual([answer.status, await answer.text()], [503, "audit is not running\n"]);
  });

  describe("an application without a grant", () => {
    it("layers.read(): the store refuses what it has signed, with 403", async () => {
      await change((world) => {
        for (const type of ["cloudflare:index/accountToken:AccountToken"])
          for (const record of world.ofType(type).filter(({ inputs }) => String(inputs.name).includes("registry read")))
            world.put({ ...record, inputs: { ...record.inputs, policies: elsewhere(record.inputs.policies) } });
      });
      const redirect = await get(`/v2/team/app/blobs/${sha256(layer)}`);
      assert.equal((await fetch(redirect.headers.get("location") ?? "")).status, 403);
    });

    it("imagePulled.publish(): its event is refused, and not recorded", async () => {
      const { length } = await recorded("image-pulled");
      const said = dev.lines.length;
      await without("gcp:pubsub/topicIAMMember:TopicIAMMember", "topics/image-pulled/roles/pubsub.publisher");
      assert.equal((await get("/v2/team/app/manifests/latest")).status, 200);
      await dev.says("registry", /PERMISSION_DENIED/, said);
      assert.equal((await recorded("image-pulled")).length, length);
    });

    it("signing.sign(): no token is made", async () => {
      const said = dev.lines.length;
      await without("gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember", "cloudkms.signer");
      assert.equal((await askToken("repository:team/app:pull")).status, 500);
      await dev.says("tokens", /cloudkms\.cryptoKeyVersions\.useToSign/, said);
    });

    it("tokens.call(): the callee's own address answers 403", async () => {
      await without("gcp:cloudrunv2/serviceIamMember:ServiceIamMember", "services/tokens/roles/run.invoker");
      assert.equal((await askToken("repository:team/app:pull")).status, 403);
    });

    it("its secret: it is not started, and says why", async () => {
      const said = dev.lines.length;
      await change((world) => {
        const access = "gcp:secretmanager/secretIamMember:SecretIamMember";
        const [service] = world
          .ofType("gcp:cloudrunv2/service:Service")
          .filter(({ inputs }) => inputs.name === "registry");
        assert.ok(service);
        for (const record of world.ofType(access).filter(({ id }) => id.includes("run-registry-")))
          world.remove(record);
        const envs = [{ name: "MORE", value: "so that it is started again" }];
        const template = service.inputs.template as { containers: { envs: object[] }[] };
        const containers = template.containers.map((one) => ({ ...one, envs: [...one.envs, ...envs] }));
        world.put({ ...service, inputs: { ...service.inputs, template: { ...template, containers } as never } });
      });
      await dev.says("registry", /^is not started: .*not run-registry@.* to read$/, said);
      assert.equal((await fetch(`${registry}/v2/`)).status, 503);
    });
  });

  describe("while it runs, and when it ends", () => {
    it("a source that changes: it is started again; one that fails is told, and starts once it is mended", async () => {
      const file = join(copy.folder, "apps", "iam", "main.ts");
      const source = readFileSync(file, "utf8");
      const said = dev.lines.length;
      writeFileSync(file, `throw new Error("as it starts");\n${source}`);
      await dev.says("iam", /^ended with exit code 1; it starts again when its source changes$/, said);
      writeFileSync(file, "const = 1;");
      await dev.says("dev", /apps\/iam\/main\.ts:1: /, said);
      const broken = dev.lines.length;
      writeFileSync(file, source);
      await dev.says("iam", /iam listens on/, broken);
    });

    it("SIGTERM: it ends well, and no process is left", async () => {
      assert.equal(await dev.end("SIGTERM"), 0);
      const { stdout } = spawnSync("ps", ["-eo", "args"], { encoding: "utf8" });
      const left = stdout
        .split("\n")
        .filter((line) => line.includes(copy.folder) || line.includes(dev.addresses.postgres));
      assert.deepEqual(left, []);
    });
  });
});

/** The same policies, for a bucket of another name. */
const elsewhere = (policies: unknown) => JSON.parse(JSON.stringify(policies).replaceAll("_layers-", "_other-"));
