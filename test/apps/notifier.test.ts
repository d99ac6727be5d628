import assert from "node:assert/strict";
import { notifier } from "../../apps/notifier/routes";
import { type Serving, serve } from "../../apps/serving";
import { events } from "../../contract";
import { logsOf, quietly } from "../support/app";
import { idToken } from "../support/metadata";

const digest = `sha256:${"a".repeat(64)}`;

describe("the notifier", () => {
  quietly();
  let serving: Serving;
  before(() =>
    logsOf(async () => {
      serving = await serve({ name: "notifier", port: 0, routes: notifier() });
    }),
  );
  after(() => logsOf(() => serving.stop()));

  const deliver = (id: string, type: string, data: object, token = idToken("notify@example.dev", "notifier")) =>
    fetch(`http://127.0.0.1:${serving.port}/events`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "ce-id": id,
        "ce-type": type,
        "ce-source": "/push",
        "ce-specversion": "1.0",
        "ce-time": "2026-01-02T03:04:05.678Z",
      },
      body: JSON.stringify(data),
    });
  const told = async (work: () => Promise<unknown>) =>
    (await logsOf(work)).filter(({ notification }) => notification !== undefined);
  const pushed = { repository: "team/app", digest, tag: "v1", actor: "ada@example.dev", bytes: 1, media_type: "x" };

  it("an event: told once, however often it is delivered, and known by its id in the log", async () => {
    const entries = await told(async () => {
      for (const _ of [1, 2]) assert.equal((await deliver("1", events.imagePushed.type, pushed)).status, 204);
    });
    assert.equal(entries.length, 1);
    const [entry = {}] = entries;
    assert.equal(entry.message, "ada@example.dev pushed team/app:v1");
    assert.equal(entry["logging.googleapis.com/insertId"], "/push 1");
    assert.equal(entry.time, "2026-01-02T03:04:05.678Z");
  });

  it("a change of policy: says who gave what to whom", async () => {
    const changes = [
      { subject: "bo@example.dev", role: "puller", granted: true },
      { subject: "cy@example.dev", role: "granter", granted: false },
    ];
    const [entry] = await told(() =>
      deliver("2", events.policyChanged.type, { repository: "team/*", actor: "ada@example.dev", changes }),
    );
    assert.equal(
      entry?.message,
      "ada@example.dev made bo@example.dev puller, took granter from cy@example.dev of team/*",
    );
  });

  it("what is no event of its types, or comes from nobody, is refused and told to nobody", async () => {
    const entries = await told(async () => {
      assert.equal((await deliver("3", events.imagePushed.type, { ...pushed, bytes: "many" })).status, 422);
      assert.equal((await deliver("4", events.imagePulled.type, pushed)).status, 404);
      assert.equal((await deliver("5", events.imagePushed.type, pushed, "")).status, 401);
    });
    assert.deepEqual(entries, []);
    assert.equal((await deliver("3", events.imagePushed.type, pushed)).status, 204);
  });
});
