import assert from "node:assert/strict";
import { parseOutputs } from "../../contract";

const before = {
  version: 1,
  environment: { kind: "staging", project: "registry-staging", home: "europe-west1", regions: ["europe-west1"] },
  edge: { mode: "balanced", addresses: [], hosts: {} },
  events: { dataset: "events", views: {} },
  publicKeys: {},
  todo: [],
};

describe("the outputs of an environment", () => {
  it("callers: an environment that was brought up before there were any is read as one without", () => {
    assert.deepEqual(parseOutputs(before, "staging").callers, {});
  });

  it("callers: one that does not say what it may do is refused, with its place", () => {
    const callers = { support: { caller: "people", member: "group:support@example.dev", variables: {} } };
    assert.throws(() => parseOutputs({ ...before, callers }, "staging"), /callers\.support\.can/);
  });
});
