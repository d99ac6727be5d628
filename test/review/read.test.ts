import assert from "node:assert/strict";
import { readDeployment } from "../../review";
import { resource, zone } from "./resources";

const one = zone("run-app");
const names = (json: unknown) => readDeployment(JSON.stringify(json)).map(({ name }) => name);
const lines = (...events: object[]) =>
  readDeployment(events.map((event, sequence) => JSON.stringify({ sequence, timestamp: 0, ...event })).join("\n")).map(
    ({ name }) => name,
  );

describe("reading a deployment", () => {
  it("an export, and a checkpoint of Pulumi's file backend", () => {
    assert.deepEqual(names({ version: 4, features: [], deployment: { resources: [one] } }), ["run-app"]);
    assert.deepEqual(names({ version: 3, checkpoint: { stack: "dev-ada", latest: { resources: [one] } } }), [
      "run-app",
    ]);
    assert.deepEqual(names({ version: 3, checkpoint: { stack: "dev-ada" } }), []);
  });

  it("a preview, as a digest and as events: what will stand, and nothing that goes or is somebody else's", () => {
    const ops = [
      "same",
      "update",
      "create",
      "create-replacement",
      "import",
      "delete",
      "delete-replaced",
      "replace",
      "read",
    ];
    const standing = ops.slice(0, 5);
    const changeSummary = { same: 1 };
    const steps = ops.map((op) => ({ op, urn: one.urn, newState: zone(op) }));
    assert.deepEqual(names({ steps, changeSummary }), standing);
    const told = steps.map(({ op, newState }) => ({ resourcePreEvent: { metadata: { op, new: newState } } }));
    const summary = { summaryEvent: { resourceChanges: changeSummary } };
    assert.deepEqual(lines({ preludeEvent: {} }, ...told, summary), standing);
  });

  it("values: outputs over inputs, what is not known yet gives way to what was asked for, or to nothing", () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const inputs = { size: 1, name: "a", settings: { tier: "small", disk: unknown } };
    const outputs = { size: 2, name: unknown, etag: unknown, settings: { tier: unknown, version: 7, at: unknown } };
    const state = { ...resource("gcp:sql/user:User", "a", inputs), outputs };
    const [{ properties } = { properties: {} }] = readDeployment(
      JSON.stringify({ version: 3, deployment: { resources: [state] } }),
    );
    assert.deepEqual(properties, { size: 2, name: "a", settings: { tier: "small", disk: unknown, version: 7 } });
  });
});
