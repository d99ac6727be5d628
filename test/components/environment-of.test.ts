import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { environmentOf } from "../../components";
import type { PropertyMap } from "../../local/values";
import { World } from "../local/engine/kit";

const name = "organization/flotilla/staging";
const given: PropertyMap = {
  version: 1,
  environment: { kind: "staging", project: "registry-staging", home: "europe-west1", regions: ["europe-west1"] },
  edge: { mode: "direct", addresses: [], hosts: {} },
  events: { dataset: "events", views: { "image-pulled": "registry-staging.events.image_pulled" } },
  publicKeys: {},
  todo: [],
};

const ran = (outputs: PropertyMap | undefined) =>
  new World({}, { stackOutputs: async () => outputs }).up(() => {
    const { events, environment } = environmentOf(new pulumi.StackReference("shared", { name }));
    return { view: events.views.apply((views) => views["image-pulled"]), regions: environment.regions };
  });

describe("environmentOf()", () => {
  it("gives another program the outputs of an environment's stack, typed", async () => {
    const { errors, outputs } = await ran(given);
    assert.deepEqual(
      [errors, outputs],
      [[], { view: "registry-staging.events.image_pulled", regions: ["europe-west1"] }],
    );
  });

  it("outputs of something else are one error that names the stack and what to do", async () => {
    const { version: _, ...unversioned } = given;
    for (const [outputs, what] of [
      [{}, /the outputs of stack organization\/flotilla\/staging are empty; bring the stack up: pulumi up --stack/],
      [unversioned, /have mistakes:[\s\S]*version[\s\S]*pulumi up --stack organization\/flotilla\/staging/],
      [{ ...given, version: 2 }, /have version 2, and this application reads version 1; build the application/],
    ] as const) {
      const { errors } = await ran(outputs);
      assert.match(errors.join("\n"), what);
      assert.doesNotMatch(errors.join("\n"), /environment-of\.ts/);
    }
  });
});
