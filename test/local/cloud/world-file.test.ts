import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { LocalCloud } from "../../../local/cloud";
import { secrets } from "../../support/crypter";
import { Driver, gcp, types } from "./support";

describe("world file", () => {
  const root = mkdtempSync(join(tmpdir(), "flotilla-world-"));
  let file: string;
  beforeEach(() => {
    file = join(mkdtempSync(join(root, "w-")), "cloud.json");
  });
  after(() => rmSync(root, { recursive: true }));

  const journal = () => file.replace(".json", ".journal");
  const open = () => LocalCloud.open(file, secrets);
  /** What there is for a process that starts now. */
  const memory = async () => (await LocalCloud.open(file, secrets, { preview: true })).memory();

  it("journal: whatever changed is remembered by the next process, though none has closed the file", async () => {
    const cloud = await open();
    const driver = await gcp(cloud);
    const [kept, gone] = await Promise.all(["a", "b"].map((name) => driver.create(types.network, name, { name })));
    await driver.delete(gone as NonNullable<typeof gone>);
    await driver.update(kept as NonNullable<typeof kept>, { name: "a", description: "d" });
    await driver.create(types.network, "b", { name: "b" });
    const document = cloud.document();
    await cloud.edit(document, { ...document, secondsAhead: 60 });
    assert.deepEqual(await memory(), cloud.memory());
    assert.equal((await LocalCloud.open(file, secrets, { preview: true })).document().secondsAhead, 60);
    assert.ok(statSync(journal()).size > 0);
  });

  it("journal: killed at any line, what is read is what there was then", async () => {
    const cloud = await open();
    const driver = await gcp(cloud);
    const seen = [await memory()];
    for (const name of ["a", "b", "c"]) {
      await driver.create(types.network, name, { name });
      seen.push(await memory());
    }
    const lines = readFileSync(journal(), "utf8").split("\n").slice(0, -1);
    const networks = lines.length - 3;
    for (const [i, expected] of seen.entries()) {
      writeFileSync(journal(), `${lines.slice(0, networks + i).join("\n")}\n{"put": {"type`);
      assert.deepEqual(await memory(), expected);
    }
  });

  it("close: the file holds everything by itself", async () => {
    const cloud = await open();
    await (await gcp(cloud)).create(types.network, "a", { name: "a" });
    await cloud.close();
    assert.deepEqual(readdirSync(dirname(file)), ["cloud.json"]);
    assert.deepEqual(await memory(), cloud.memory());
  });

  it("close: a preview writes nothing, not even what a process that died has left to be written", async () => {
    await (await gcp(await open())).create(types.network, "a", { name: "a" });
    const before = [readFileSync(file, "utf8"), readFileSync(journal(), "utf8")];
    const cloud = await LocalCloud.open(file, secrets, { preview: true });
    await (await Driver.of(cloud)).preview(types.network, "n", {});
    await cloud.close();
    assert.deepEqual([readFileSync(file, "utf8"), readFileSync(journal(), "utf8")], before);
  });

  it("long: a journal does not outgrow the file for ever", async () => {
    const cloud = await open();
    const driver = await gcp(cloud);
    const made = await driver.create(types.network, "a", { name: "a" });
    for (let i = 0; i < 200; i++) await driver.update(made, { name: "a", description: `${i} ${"x".repeat(2000)}` });
    assert.ok(statSync(journal()).size < 200_000, `${statSync(journal()).size} bytes`);
    assert.deepEqual(await memory(), cloud.memory());
  });

  it("refuses: a file that the journal beside it does not belong to, and leaves both", async () => {
    const cloud = await open();
    const driver = await gcp(cloud);
    await cloud.close();
    const old = readFileSync(file, "utf8");
    await driver.create(types.network, "a", { name: "a" });
    await cloud.close();
    await driver.create(types.network, "b", { name: "b" });
    writeFileSync(file, old);
    const left = readFileSync(journal(), "utf8");
    await assert.rejects(open(), {
      name: "BrokenWorldFile",
      message:
        /\(cloud\.journal beside it holds changes of another version of it\); nothing was changed\. Put the version/,
    });
    assert.deepEqual([readFileSync(file, "utf8"), readFileSync(journal(), "utf8")], [old, left]);
  });

  it("refuses: a line that is none of the changes there are", async () => {
    await (await gcp(await open())).create(types.network, "a", { name: "a" });
    writeFileSync(journal(), `${readFileSync(journal(), "utf8")}{"lost":["a"]}\n`);
    await assert.rejects(open(), { name: "BrokenWorldFile", message: /lost/ });
  });
});
