import assert from "node:assert/strict";
import { parseOutputs, readOutputs, refusedOutputChanges, UnreadableOutputs } from "../../contract";
import { declaredOutputs, publishedOutputs } from "../../contract/outputs/record";

const before = {
  version: 1,
  environment: { kind: "staging", project: "registry-staging", home: "europe-west1", regions: ["europe-west1"] },
  edge: {
    mode: "balanced",
    addresses: ["203.0.113.7"],
    hosts: { "registry.example.dev": { url: "https://registry.example.dev", service: "registry" } },
  },
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

  it("text: what both commands print is read, and what a newer program adds is left out", () => {
    const { environment, edge } = readOutputs(JSON.stringify({ ...before, later: true }), "staging");
    assert.deepEqual([environment, edge], [before.environment, before.edge]);
    assert.ok(!("later" in readOutputs(JSON.stringify({ ...before, later: true }), "staging")));
  });

  const unreadable: [claim: string, text: string, says: RegExp][] = [
    ["no JSON", "Current stack outputs (0):", /are not JSON.*pulumi stack output --json --stack staging$/],
    ["nothing", "{}", /are empty; bring the stack up: pulumi up --stack staging$/],
    ["a list", "[]", /are empty; bring the stack up/],
    ["another stack's", '{"bucket":"b"}', /have mistakes:[\s\S]*version[\s\S]*pulumi up --stack staging$/],
    [
      "an older version",
      JSON.stringify({ ...before, version: 0 }),
      /have version 0.*reads version 1; bring the stack up/,
    ],
    ["a newer version", JSON.stringify({ ...before, version: 2 }), /have version 2.*; build the application with/],
    [
      "several mistakes",
      JSON.stringify({ ...before, environment: { ...before.environment, kind: "test", regions: [] } }),
      /environment\.kind[\s\S]*environment\.regions/,
    ],
    ["a secret that was not shown", JSON.stringify({ ...before, edge: "[secret]" }), /have mistakes:[\s\S]*edge/],
  ];
  for (const [claim, text, says] of unreadable)
    it(`${claim}: one error, with the stack and what to do`, () => {
      assert.throws(
        () => readOutputs(text, "staging"),
        (error) =>
          error instanceof UnreadableOutputs && /of stack staging /.test(error.message) && says.test(error.message),
      );
    });
});

describe("the published schema of the outputs", () => {
  it("has changed in nothing but new optional fields since it was published", () => {
    assert.deepEqual(refusedOutputChanges(publishedOutputs(), declaredOutputs()), []);
  });

  it("is what is declared; where it is not, npm run outputs:publish publishes it", () => {
    assert.deepEqual(publishedOutputs(), JSON.parse(JSON.stringify(declaredOutputs())));
  });

  /** A copy of the published schema, changed. */
  // biome-ignore lint/suspicious/noExplicitAny: a schema is taken apart here as no program does
  type Open = any;
  const changed = (change: (properties: Open, schema: Open) => void): string[] => {
    const schema: Open = structuredClone(publishedOutputs());
    change(schema.properties, schema);
    return refusedOutputChanges(publishedOutputs(), schema);
  };
  const remedy = "; leave it as it was, or raise the version of the outputs";
  const key = (properties: Open) => properties.publicKeys.additionalProperties.items;

  it("new optional fields, at any depth, and other words about them are none to refuse", () => {
    const problems = changed((properties, schema) => {
      schema.description = "What an environment gives";
      properties.labels = { type: "object", additionalProperties: { type: "string" } };
      properties.edge.properties.latency = { type: "number" };
      key(properties).properties.since = { type: "string" };
    });
    assert.deepEqual(problems, []);
  });

  const breaking: [claim: string, change: (properties: Open, schema: Open) => void, problem: string][] = [
    ["a field that is gone", (of) => delete of.events.properties.dataset, "outputs.events.dataset is gone"],
    [
      "a field of another type",
      (of) => {
        of.environment.properties.project.type = "number";
      },
      'outputs.environment.project: type was "string" and is "number"',
    ],
    [
      "a new field that is required",
      (of, schema) => {
        of.owner = { type: "string" };
        schema.required.push("owner");
      },
      "outputs.owner is new and required",
    ],
    [
      "a field that becomes required",
      (_of, schema) => schema.required.push("callers"),
      "outputs.callers was optional and is required",
    ],
    [
      "a field that becomes optional",
      (_of, schema) => schema.required.splice(schema.required.indexOf("edge"), 1),
      "outputs.edge was required and is optional",
    ],
    [
      "a value that an enumeration loses",
      (of) => of.environment.properties.kind.enum.pop(),
      'outputs.environment.kind: enum was ["developer","staging","production"] and is ["developer","staging"]',
    ],
    [
      "a value that an enumeration gains, which no reader knows",
      (of) => of.edge.properties.mode.enum.push("mesh"),
      'outputs.edge.mode: enum was ["balanced","direct"] and is ["balanced","direct","mesh"]',
    ],
    [
      "a field of another form",
      (of) => delete of.edge.properties.hosts.additionalProperties.properties.url.format,
      'outputs.edge.hosts[].url: format was "uri" and is not there',
    ],
    [
      "a list that may be empty",
      (of) => delete of.environment.properties.regions.minItems,
      "outputs.environment.regions: minItems was 1 and is not there",
    ],
    ["a change inside a map of lists", (of) => delete key(of).properties.kid, "outputs.publicKeys[][].kid is gone"],
    [
      "a map that becomes closed",
      (of) => {
        of.events.properties.views.additionalProperties = false;
      },
      'outputs.events.views: additionalProperties was {"type":"string"} and is false',
    ],
  ];
  for (const [claim, change, problem] of breaking)
    it(`${claim} is refused without a new version, and taken with one`, () => {
      assert.deepEqual(changed(change), [problem + remedy]);
      const raised = changed((of, schema) => {
        change(of, schema);
        of.version.const = 2;
      });
      assert.deepEqual(raised, []);
    });

  it("a version that goes back is refused", () => {
    const problems = changed((of) => {
      of.version.const = 0;
    });
    assert.deepEqual(problems, [`outputs.version: const was 1 and is 0${remedy}`]);
  });
});
