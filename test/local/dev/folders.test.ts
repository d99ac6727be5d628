import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { World } from "../../../local/cloud/world";
import { Addresses } from "../../../local/dev/addresses";
import { Applications } from "../../../local/dev/applications";
import { BucketFolders, leadToFolders } from "../../../local/dev/folders";
import type { Mount, Workload } from "../../../local/dev/plan";

const models: Mount = { path: "/models", bucket: "models-c0ffee", readOnly: true };

describe("a mounted bucket, on this machine", () => {
  let root: string;
  let folders: BucketFolders;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "flotilla-"));
    folders = new BucketFolders(join(root, "buckets"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const worldWith = (...buckets: string[]) => {
    const world = World.inMemory();
    const at = "2026-11-29T07:00:00.000Z";
    for (const name of buckets)
      world.put({
        type: "gcp:storage/bucket:Bucket",
        id: name,
        inputs: { name },
        outputs: {},
        serial: 1,
        generation: 1,
        created: at,
        updated: at,
      });
    return world;
  };

  it("is one folder for all who mount it, wherever they do, and stays as long as the bucket", () => {
    const [reader] = folders.of([models]);
    const [writer] = folders.of([{ path: "/out", bucket: "models-c0ffee", readOnly: false }]);
    assert.equal(reader?.here, writer?.here);
    const file = join(String(reader?.here), "large.bin");
    writeFileSync(file, "weights");
    new BucketFolders(join(root, "buckets")).align(worldWith("models-c0ffee"));
    assert.equal(readFileSync(file, "utf8"), "weights");
    folders.align(worldWith("models-decade"));
    assert.ok(!existsSync(String(reader?.here)));
  });

  it("is where variables of its path lead, and no others", () => {
    const mounts = folders.of([models]);
    const here = String(mounts[0]?.here);
    for (const [value, expected] of [
      ["/models", here],
      ["/models/large.bin", `${here}/large.bin`],
      ["/models-old", "/models-old"],
      ["https://registry.example.dev/models", "https://registry.example.dev/models"],
    ] as const)
      assert.equal(leadToFolders(value, mounts), expected);
  });

  /** What an application says that tries every way to change a folder, or one. */
  async function run(mounts: readonly Mount[], code: string, more: Partial<Workload> = {}): Promise<string[]> {
    const folder = join(root, "apps", "try");
    const entry = join(folder, "main.ts");
    mkdirSync(folder, { recursive: true });
    writeFileSync(entry, code);
    const lines: string[] = [];
    const applications = new Applications({
      root,
      cloud: { world: worldWith() } as never,
      plane: { variablesOf: async () => ({}), postgres: "/tmp/postgres-here" } as never,
      addresses: new Addresses(),
      folders,
      say: (_, text) => lines.push(text),
    });
    const record = { id: "try", type: "gcp:cloudrunv2/job:Job" };
    const variables = { PLACE: "/models" };
    const job = { name: "try", app: "try", args: [], variables, mounts, sockets: [], missing: [], record, ...more };
    await applications.runJob(job as unknown as Workload);
    return lines;
  }

  const attempts = [
    "fs.writeFileSync(at('a'), 'x')",
    "fs.appendFileSync(at('large.bin'), 'x')",
    "fs.openSync(at('large.bin'), 'r+')",
    "fs.openSync(at('large.bin'), fs.constants.O_WRONLY)",
    "fs.mkdirSync(new URL('file://' + at('b')))",
    "fs.rmSync(Buffer.from(at('large.bin')))",
    "fs.renameSync(at('large.bin'), '/tmp/elsewhere')",
    "fs.copyFileSync(__filename, at('c'))",
    "await fs.promises.writeFile(at('d'), 'x')",
    "await fs.promises.unlink(at('large.bin'))",
    "await promisify(fs.truncate)(at('large.bin'), 0)",
    "await once(fs.createWriteStream(at('e')), 'open')",
  ];
  const trying = `
    import fs from "node:fs";
    import { once } from "node:events";
    import { promisify } from "node:util";
    const at = (name: string) => process.env.PLACE + "/" + name;
    async function main() {
      ${attempts.map((attempt, i) => `try { ${attempt}; console.log(${i}, "done"); } catch (error) { console.log(${i}, (error as { code: string }).code); }`).join("\n")}
      console.log("reads", fs.readFileSync(at("large.bin"), "utf8"), fs.readdirSync(at("")).length);
      fs.writeFileSync(__dirname + "/elsewhere", "x");
      console.log("told", process.env.FLOTILLA_READ_ONLY);
    }
    void main();
  `;

  it("mounted to read: nothing of it can be changed, in any way, and all else can", async () => {
    const [mount] = folders.of([models]);
    writeFileSync(join(String(mount?.here), "large.bin"), "weights");
    const [told, ...lines] = await run([models], trying);
    assert.equal(told, `finds /models in ${mount?.here}, to read`);
    assert.deepEqual(lines, [...attempts.map((_, i) => `${i} EROFS`), "reads weights 1", "told undefined"]);
  });

  it("the socket of a database is that of the Postgres here, by whichever variable says the folder", async () => {
    const variables = { CATALOG_HOST: "/cloudsql/catalog", DB_SOCKET: "/cloudsql/catalog/.s.PGSQL.5432" };
    const code = "console.log(process.env.CATALOG_HOST, process.env.DB_SOCKET);";
    assert.deepEqual(await run([], code, { variables, sockets: ["/cloudsql/catalog"] }), [
      "finds /cloudsql/catalog in /tmp/postgres-here",
      "/tmp/postgres-here /tmp/postgres-here/.s.PGSQL.5432",
    ]);
  });

  it("mounted to write: what one writes there, another finds", async () => {
    const mounts = [{ ...models, readOnly: false }];
    const write = `require("node:fs").writeFileSync(process.env.PLACE + "/new.bin", "more"); console.log("written");`;
    const [told, ...lines] = await run(mounts, write);
    assert.match(told ?? "", /^finds \/models in \S+models-c0ffee$/);
    assert.deepEqual(lines, ["written"]);
    const [found] = folders.of([models]);
    assert.equal(readFileSync(join(String(found?.here), "new.bin"), "utf8"), "more");
  });
});
