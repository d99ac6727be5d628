/**
 * What reaches a rule has mostly been checked, but not all: a null stands where nothing need stand, and a person may write
 * anything into the world by hand. Whatever it is, a rule refuses in a cloud's words or not at all.
 */
import assert from "node:assert/strict";
import { columnsOf, fieldsOf } from "../../../../local/cloud/bigquery/columns";
import { resourceType, resourceTypes, type Shape, shapeOf } from "../../../../local/cloud/catalogue";
import { CloudflareRefusal } from "../../../../local/cloud/cloudflare/refusal";
import { OperationFailed, ProviderRefusal, Refusal } from "../../../../local/cloud/errors";
import type { Operation, Request } from "../../../../local/cloud/rule";
import { rules } from "../../../../local/cloud/rules";
import { World, type WorldRecord } from "../../../../local/cloud/world";
import { type PropertyMap, type PropertyValue, Unknown } from "../../../../local/values";
import { project, region } from "../support";

const rounds = 30;

/** Texts that rules take apart. */
const texts = [
  "",
  "/",
  "a",
  "a:b:c",
  "projects/",
  "projects//x",
  `projects/${project}/topics/a`,
  `projects/${project}/secrets/a`,
  `projects/${project}/global/networks/a`,
  `projects/${project}/roles/a`,
  "//compute.googleapis.com/",
  "https://a-1.europe-west1.run.app/",
  "https://run.googleapis.com/v2/projects/p/locations/l/jobs/j:run",
  "https://",
  `${project}.a.b`,
  `a@${project}.iam.gserviceaccount.com`,
  `serviceAccount:a@${project}.iam.gserviceaccount.com`,
  "POSTGRES_17",
  "db-f1-micro",
  "REGIONAL",
  "CLOUD_IAM_SERVICE_ACCOUNT",
  "AVRO",
  "PROTOCOL_BUFFER",
  'syntax = "proto2"; message A { required string a = 1; optional A b = 2; oneof o { int64 c = 3; } }',
  "message A { optional B a = 1; } message B {}",
  `SELECT 1 FROM \`${project}.a.b\` JOIN [a:b.c]`,
  "function a() {}",
  "86400s",
  region,
  project,
  '{"type":"record","fields":[{"name":"a","type":["null","string"]}]}',
  '{"fields":[null,1,{"name":1},{"type":{}},{"type":{"type":"array"}}]}',
  '[null,1,{},{"name":1,"type":1,"mode":1}]',
  "null",
];

const odd: PropertyValue[] = [
  null,
  Unknown.value,
  0,
  -1,
  1e9,
  true,
  false,
  [],
  {},
  [null],
  [[]],
  [{}],
  [1],
  { a: null },
  "a",
];

/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Pick = ReturnType<typeof numbers>;

const oneOf = <T>(list: readonly T[], pick: Pick) => list[pick(list.length)] as T;

function inputsOf(token: string, shape: Shape, pick: Pick): PropertyMap {
  const type = resourceType(token);
  const given = (property: Shape[string]): PropertyValue => {
    const inner = type && shapeOf(type, property);
    if (inner) return inputsOf(token, inner, pick);
    if (property.type === "list") {
      const element = typeof property.of === "string" ? type?.shapes[property.of] : undefined;
      return [element ? inputsOf(token, element, pick) : oneOf(texts, pick)];
    }
    if (property.type === "boolean") return pick(2) === 0;
    return property.type === "string" ? oneOf([...texts, ...(property.enum ?? [])], pick) : pick(100);
  };
  return Object.fromEntries(
    Object.entries(shape).flatMap(([name, property]) => {
      const chance = pick(4);
      if (chance === 0 && !property.required) return [];
      return [[name, chance === 1 ? oneOf(odd, pick) : given(property)]];
    }),
  );
}

function recordOf(token: string, nth: number, pick: Pick): WorldRecord {
  const inputs = { ...inputsOf(token, resourceType(token)?.inputs ?? {}, pick), ...(pick(2) === 0 && { project }) };
  const moment = new Date(0).toISOString();
  return {
    type: token,
    id: `${oneOf(texts, pick)}${nth}`,
    urn: `urn:${nth}`,
    serial: 1,
    created: moment,
    updated: moment,
    generation: 1,
    inputs,
    outputs: { ...inputs, uri: oneOf(texts, pick), urls: oneOf([...odd, ["https://a.run.app"]], pick) },
    ...(pick(5) === 0 && { deleted: moment }),
  };
}

function worldOf(pick: Pick): World {
  const world = World.inMemory();
  for (const { token } of resourceTypes()) for (let nth = 0; nth < 3; nth++) world.put(recordOf(token, nth, pick));
  return world;
}

/** Each with the numbers it was made from; rules change nothing in it. */
const worlds = Array.from({ length: rounds }, (_, round) => {
  const pick = numbers(round);
  return { pick, world: worldOf(pick) };
});

function requestOf(token: string, operation: Operation, world: World, pick: Pick): Request {
  const type = resourceType(token);
  assert.ok(type);
  const existing =
    operation === "create" && pick(2) === 0 ? undefined : oneOf([...world.ofType(token), undefined], pick);
  const inputs = inputsOf(token, type.inputs, pick);
  return { operation, type, id: existing?.id ?? oneOf(texts, pick), inputs, project, world, existing };
}

function isAnswer(error: unknown): boolean {
  return [Refusal, OperationFailed, ProviderRefusal, CloudflareRefusal].some((kind) => error instanceof kind);
}

describe("whatever it is given", () => {
  for (const rule of rules)
    it(`${rule.name} answers as a cloud, or says nothing`, () => {
      const tokens = rule.types ?? resourceTypes().map(({ token }) => token);
      for (const { pick, world } of worlds) {
        if ("inspect" in rule)
          for (const record of tokens.flatMap((token) => world.ofType(token))) {
            const message = rule.inspect(record, world);
            assert.ok(message === undefined || message.length > 0);
          }
        else
          for (const token of tokens)
            for (const operation of rule.before) {
              const request = requestOf(token, operation, world, pick);
              try {
                rule.check(request);
              } catch (error) {
                assert.ok(isAnswer(error), `${operation} of ${token} with ${JSON.stringify(request.inputs)}: ${error}`);
              }
            }
      }
    });

  it("a schema is read as far as it is one", () => {
    for (const text of [...texts, ...odd]) {
      assert.ok(Array.isArray(columnsOf(text)));
      assert.ok(Array.isArray(fieldsOf(text)));
    }
  });
});
