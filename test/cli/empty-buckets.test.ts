import assert from "node:assert/strict";
import { run } from "../../cli";
import { cloudSecrets, type EngineEvent, findProject, LocalCloud, stackFolder } from "../../local";
import { project } from "./project";
import { flotilla, testTerminal } from "./terminal";

const program = (more = "") => `
const pulumi = require("@pulumi/pulumi");
const gcp = new pulumi.ProviderResource("gcp", "gcp", { project: "shop-dev", region: "europe-west1" });
const cloudflare = new pulumi.ProviderResource("cloudflare", "cloudflare", { apiToken: "0".repeat(40) });
const make = (type, name, args, options) =>
  new pulumi.CustomResource(type, name, args, { provider: type.startsWith("gcp:") ? gcp : cloudflare, ...options });
const accountId = "0678f05f5af9a977f1b4808d337bb8fd";
const apis = ["storage", "bigquery", "run"].map((api) =>
  make("gcp:projects/service:Service", api, { service: api + ".googleapis.com" }));
const after = { dependsOn: apis };
make("cloudflare:index/r2Bucket:R2Bucket", "layers", { accountId, name: "layers" });
make("cloudflare:index/r2Bucket:R2Bucket", "spare", { accountId, name: "spare" });
make("gcp:storage/bucket:Bucket", "logs", { name: "logs-of-shop", location: "EU" }, after);
${more}
`;
const r2 = "cloudflare:index/r2Bucket:R2Bucket";
const storage = "gcp:storage/bucket:Bucket";
const dataset = "gcp:bigquery/dataset:Dataset";

/** A stack that is up, and what somebody has put into it since. */
class Shop {
  private constructor(readonly root: string) {}

  static async up(more: string, contents: Record<string, number>): Promise<Shop> {
    const shop = new Shop(project(program(more)));
    const { code, out, err } = await shop.run("up");
    assert.equal(code, 0, out + err);
    const cloud = await shop.cloud();
    for (const record of cloud.world.all()) {
      const count = contents[String(record.inputs.name ?? record.inputs.datasetId)];
      if (count !== undefined) cloud.world.put({ ...record, contents: count });
    }
    await cloud.world.save();
    await cloud.close();
    return shop;
  }

  run(command: string, ...args: string[]) {
    return flotilla(this.root, command, "-s", "dev", "--yes", ...args);
  }

  async cloud(): Promise<LocalCloud> {
    const folder = stackFolder(findProject(this.root), "dev");
    return LocalCloud.open(folder.cloud, cloudSecrets(folder, {}));
  }

  /** Name → what lies in it, of what exists. */
  async contents(...types: string[]): Promise<Record<string, number | undefined>> {
    const records = types.flatMap((type) => this.#named(type));
    return Object.fromEntries((await Promise.all(records)).flat());
  }

  async #named(type: string): Promise<[string, number | undefined][]> {
    const records = (await this.cloud()).world.ofType(type);
    return records.map(({ inputs, contents }) => [String(inputs.name ?? inputs.datasetId), contents]);
  }
}

const set = `make("${dataset}", "events", { datasetId: "events", location: "EU" }, after);`;
const forced = `make("${storage}", "forced", { name: "forced-of-shop", location: "EU", forceDestroy: true }, after);`;

describe("buckets that are not empty", () => {
  it("destroy names all of them beforehand, with what is in them and what to do, and deletes nothing", async () => {
    const full = { layers: 3, "logs-of-shop": 1, events: 2, "forced-of-shop": 4 };
    const shop = await Shop.up(set + forced, full);
    const { code, out } = await shop.run("destroy");
    assert.equal(code, 1);
    assert.match(
      out,
      /nothing was deleted: the cloud would refuse 3 of the resources, which are not empty:\n\s+layers \(cloudflare:index\/r2Bucket:R2Bucket\): 3 objects: delete them with an S3 client, or use --empty-buckets\n\s+logs \(gcp:storage\/bucket:Bucket\): 1 object: delete them, or set forceDestroy and run `up`, or use --empty-buckets\n\s+events \(gcp:bigquery\/dataset:Dataset\): 2 tables: delete them, or set deleteContentsOnDestroy and run `up`\n/,
    );
    assert.deepEqual(await shop.contents(r2, storage, dataset), { ...full, spare: undefined });
  });

  it("--empty-buckets: says what it has emptied, and everything goes", async () => {
    const shop = await Shop.up(forced, { layers: 3, "logs-of-shop": 1, "forced-of-shop": 4 });
    const { code, out } = await shop.run("destroy", "--empty-buckets");
    assert.equal(code, 0, out);
    assert.match(out, /emptied before anything is deleted:\n\s+layers \(\S+\): 3 objects\n\s+logs \(\S+\): 1 object\n/);
    assert.deepEqual(await shop.contents(r2, storage), {});
  });

  it("--json: what was emptied is a diagnostic, before the first deletion", async () => {
    const shop = await Shop.up("", { layers: 3 });
    const { out } = await shop.run("destroy", "--empty-buckets", "--json");
    const events = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as EngineEvent);
    const told = events.findIndex(({ diagnosticEvent }) => /^emptied before/.test(diagnosticEvent?.message ?? ""));
    const deletion = events.findIndex(({ resourcePreEvent }) => resourcePreEvent?.metadata.op === "delete");
    assert.ok(told !== -1 && told < deletion, `${told} ${deletion}`);
  });

  it("the plan says what is to be emptied, and empties nothing", async () => {
    const shop = await Shop.up("", { layers: 3 });
    const terminal = testTerminal(shop.root, { columns: 120, rows: 40 }, "no\n");
    assert.equal(await run(["destroy", "-s", "dev", "--empty-buckets"], terminal), 1);
    assert.match(terminal.out.text, /to be emptied before anything is deleted:\s+layers \(\S+\): 3 objects/);
    assert.equal((await shop.contents(r2)).layers, 3);
  });

  const service = (options: string) =>
    `make("gcp:cloudrunv2/service:Service", "web", { location: "europe-west1", ${options}
      template: { containers: [{ image: "europe-docker.pkg.dev/shop/images/a" }] } }, after);`;
  const unprotectedService = service("deletionProtection: false,").replace("after)", "{ ...after, protect: true })");
  const retained = `make("${storage}", "kept", { name: "kept-of-shop", location: "EU",
    retentionPolicy: { retentionPeriod: "60" } }, after);`;
  const locked = `make("cloudflare:index/r2BucketLock:R2BucketLock", "lock", { accountId, bucketName: "spare", rules: [
    { id: "all", enabled: true, condition: { type: "Indefinite" } } ] });`;
  const obstacles: [what: string, more: string, contents: Record<string, number>, message: RegExp][] = [
    ["deletion protection elsewhere", service("deletionProtection: true,"), {}, /deletionProtection=false/],
    ["a protected resource elsewhere", unprotectedService, {}, /1 of the resources are protected/],
    ["a dataset with tables", set, { events: 2 }, /refuse 1 of the resources[\s\S]*events \(\S+\): 2 tables/],
    ["a retention policy", retained, { "kept-of-shop": 1 }, /kept \(\S+\): 1 object: take its retention policy/],
    ["a lock", locked, { spare: 5 }, /spare \(\S+\): 5 objects: take the rules of its lock/],
  ];
  for (const [what, more, contents, message] of obstacles)
    it(`--empty-buckets: ${what} refuses, and nothing is emptied`, async () => {
      const shop = await Shop.up(more, { layers: 3, ...contents });
      const { code, out } = await shop.run("destroy", "--empty-buckets");
      assert.equal(code, 1);
      assert.match(out, message);
      assert.doesNotMatch(out, /emptied before|to be emptied|layers \(/);
      assert.equal((await shop.contents(r2)).layers, 3);
    });

  it("--empty-buckets: a bucket that stays, protected, keeps what is in it", async () => {
    const kept = `make("${r2}", "kept", { accountId, name: "kept" }, { protect: true });`;
    const shop = await Shop.up(kept, { layers: 3, kept: 2 });
    const { code, out } = await shop.run("destroy", "--empty-buckets", "--exclude-protected");
    assert.equal(code, 0, out);
    assert.deepEqual(await shop.contents(r2), { kept: 2 });
  });

  it("--empty-buckets: objects that somebody made by hand go too", async () => {
    const shop = await Shop.up("", {});
    const cloud = await shop.cloud();
    const document = cloud.document();
    const properties = { bucket: "logs-of-shop", name: "first", content: "c" };
    const object = { type: "gcp:storage/bucketObject:BucketObject", properties };
    await cloud.edit(document, { ...document, resources: [...document.resources, object] });
    await cloud.close();
    assert.match((await shop.run("destroy")).out, /logs \(\S+\): 1 object:/);
    const { code, out } = await shop.run("destroy", "--empty-buckets");
    assert.equal(code, 0, out);
    assert.deepEqual((await shop.cloud()).world.ofType(object.type), []);
  });
});
