import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { World } from "../../../local/cloud/world";
import { secrets } from "../../support/crypter";

const day = 24 * 60 * 60;
const clock = { now: () => new Date("2026-01-01T00:00:00Z"), randomBytes: (count: number) => Buffer.alloc(count) };

describe("a world's clock", () => {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-clock-"));
  after(() => rmSync(folder, { recursive: true }));

  it("goes with the real one, and is ahead of it by what was let pass", () => {
    const world = World.inMemory(clock);
    assert.equal(world.now().toISOString(), "2026-01-01T00:00:00.000Z");
    world.pass(day);
    world.pass(day);
    assert.equal(world.now().toISOString(), "2026-01-03T00:00:00.000Z");
  });

  it("is its own: a copy's goes on from there", () => {
    const world = World.inMemory(clock);
    world.pass(day);
    const copy = world.copy();
    copy.pass(day);
    assert.deepEqual([world.ahead, copy.ahead], [day, 2 * day]);
  });

  it("is kept in the world's file", async () => {
    const file = join(folder, "cloud.json");
    const world = await World.open(file, false, secrets);
    world.pass(day);
    await world.save();
    assert.equal((await World.open(file, false, secrets)).ahead, day);
  });

  it("cannot be moved by a preview", async () => {
    const world = await World.open(join(folder, "preview.json"), true, secrets);
    assert.throws(() => world.pass(day), { name: "PreviewWouldWrite" });
  });
});

describe("what a world remembers", () => {
  const bucket = {
    type: "cloudflare:index/r2Bucket:R2Bucket",
    id: "layers",
    serial: 1,
    created: "2026-01-01T00:00:00.000Z",
    updated: "2026-01-01T00:00:00.000Z",
    generation: 1,
    inputs: {},
    outputs: {},
  };

  it("does not exist any more", () => {
    const world = World.inMemory(clock);
    world.put({ ...bucket, deleted: world.now().toISOString() });
    assert.equal(world.get(bucket.type, bucket.id), undefined);
    assert.deepEqual(world.ofType(bucket.type), []);
    assert.deepEqual(
      world.deletedOfType(bucket.type).map(({ id }) => id),
      ["layers"],
    );
  });

  it("is what lies in a resource, too", async () => {
    const folder = mkdtempSync(join(tmpdir(), "flotilla-contents-"));
    const file = join(folder, "cloud.json");
    const world = await World.open(file, false, secrets);
    world.put({ ...bucket, contents: 3 });
    await world.save();
    assert.equal((await World.open(file, false, secrets)).get(bucket.type, bucket.id)?.contents, 3);
    rmSync(folder, { recursive: true });
  });
});
