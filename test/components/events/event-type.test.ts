import assert from "node:assert/strict";
import protobuf from "protobufjs";
import { z } from "zod";
import { EventType, type EventTypeArgs, Job, Service } from "../../../components";
import { declareEvent, type EventDeclaration } from "../../../contract";
import { type Declared, declareIn, developer, image, ofType, one, production } from "../../support/declare";
import { assertRefused, projectMember, pushed, run, schema, topic, topicMember } from "./kit";

const declareType = (declaration: EventDeclaration) =>
  declareIn(developer, (environment) => new EventType("image-pushed", { environment, declaration }));

/** The topic's schema, compiled. */
function compile({ inputs }: Declared): protobuf.Type {
  return protobuf.parse(inputs.definition, { keepCase: true }).root.resolveAll().lookupType("Event");
}

const ruleOf = (field: protobuf.Field) => (field.repeated ? "repeated" : field.required ? "required" : "optional");
const fieldsOf = (type: protobuf.Type) =>
  Object.fromEntries(type.fieldsArray.map((field) => [field.name, `${ruleOf(field)} ${field.type}`]));
const numbersOf = (type: protobuf.Type) => Object.fromEntries(type.fieldsArray.map(({ name, id }) => [name, id]));
const environmentOf = (workload: Declared) => {
  const { envs } = workload.inputs.template.containers[0] as { envs: { name: string; value: string }[] };
  return Object.fromEntries(envs.map(({ name, value }) => [name, value]));
};

describe("an EventType", () => {
  it("topic: takes JSON of the declared form, in the environment's regions alone", async () => {
    const declared = await declareIn(
      production,
      (environment) => new EventType("image-pushed", { environment, declaration: pushed }),
    );
    assert.deepEqual(ofType(declared, topic).length, 1);
    const { inputs } = one(declared, topic, "image-pushed");
    assert.deepEqual(inputs, {
      project: "registry-prod",
      name: "image-pushed",
      messageStoragePolicy: { allowedPersistenceRegions: ["asia-northeast1", "europe-west1", "us-east4"] },
      schemaSettings: { schema: "image-pushed-id", encoding: "JSON" },
    });
    const { type, name } = one(declared, schema, "image-pushed").inputs;
    assert.deepEqual([type, name], ["PROTOCOL_BUFFER", "image-pushed"]);
  });

  it("resources: a schema and a topic, whatever the number of regions", async () => {
    for (const args of [developer, production]) {
      const declare = (environment: EventTypeArgs["environment"]) =>
        new EventType("image-pushed", { environment, declaration: pushed });
      const before = await declareIn(args, () => undefined);
      assert.equal((await declareIn(args, declare)).length - before.length, 3, "with the component itself");
    }
  });

  it("schema: compiles, and says of every field what it is", async () => {
    const type = compile(one(await declareType(pushed), schema, "image-pushed"));
    assert.deepEqual(fieldsOf(type), {
      repository: "required string",
      tag: "optional string",
      bytes: "required int64",
      score: "required double",
      signed: "required bool",
      medium: "required string",
      built: "required string",
      expires: "optional string",
      labels: "repeated string",
      platforms: "repeated Of_platforms",
    });
    assert.deepEqual(fieldsOf(type.lookupType("Of_platforms")), {
      os: "required string",
      variant: "optional string",
    });
  });

  it("schema: a field that is added anywhere leaves every other field's number as it was", async () => {
    const names = ["repository", "digest", "actor"];
    const places = [0, 1, 2, 3];
    const declared = await declareIn(developer, (environment) => {
      const declare = (name: string, fields: string[]) => {
        const data = z.object({ of: z.object(Object.fromEntries(fields.map((field) => [field, z.string()]))) });
        new EventType(name, { environment, declaration: declareEvent("dev.example.a.b", data) });
      };
      declare("before", names);
      for (const at of places) declare(`at-${at}`, names.toSpliced(at, 0, "added"));
    });
    const numbersIn = (name: string) => numbersOf(compile(one(declared, schema, name)).lookupType("Of_of"));
    for (const at of places) {
      const { added, ...others } = numbersIn(`at-${at}`);
      assert.deepEqual(others, numbersIn("before"));
      assert.ok(added);
    }
  });

  it("schema: the numbers of fields are these for ever; a topic refuses a revision that changes one", async () => {
    assert.deepEqual(numbersOf(compile(one(await declareType(pushed), schema, "image-pushed"))), {
      repository: 9117,
      tag: 3400,
      bytes: 8573,
      score: 11463,
      signed: 4963,
      medium: 8919,
      built: 10316,
      expires: 8693,
      labels: 16138,
      platforms: 18966,
    });
  });
});

describe("publish()", () => {
  const publishing = (declare: (type: EventType, environment: EventTypeArgs["environment"]) => void) =>
    declareIn(production, (environment) => {
      declare(new EventType("image-pushed", { environment, declaration: pushed }), environment);
      new EventType("other", { environment, declaration: pushed });
    });

  it("grants the publisher's role on that topic, once whatever the number of regions, and nothing else", async () => {
    const declared = await publishing((type, environment) => {
      new Service("push", { environment, image, can: [type.publish()] });
    });
    const { name, parent, inputs } = ofType(declared, topicMember)[0] as Declared;
    assert.equal(ofType(declared, topicMember).length, 1);
    assert.deepEqual([name, parent], ["push/publish/image-pushed", "push"]);
    assert.deepEqual(inputs, {
      project: "registry-prod",
      topic: "image-pushed",
      role: "roles/pubsub.publisher",
      member: "serviceAccount:run-push@project.iam.gserviceaccount.com",
    });
    assert.deepEqual(
      ofType(declared, projectMember).map((member) => member.name),
      ["push/observe"],
    );
  });

  it("gives the topic's full name, and no service waits for the grant", async () => {
    const declared = await publishing((type, environment) => {
      new Service("push", { environment, image, can: [type.publish()] });
      new Job("import", { environment, image, can: [type.publish().as("PUSHED")] });
    });
    const service = one(declared, run, "push/us-east4");
    assert.equal(environmentOf(service).IMAGE_PUSHED_TOPIC, "image-pushed-id");
    assert.ok(!service.dependsOn.some((name) => name.includes("/publish/")));
    const { inputs } = one(declared, "gcp:cloudrunv2/job:Job", "import/europe-west1");
    assert.deepEqual(
      inputs.template.template.containers[0].envs.find(({ name }: { name: string }) => name === "PUSHED_TOPIC")?.value,
      "image-pushed-id",
    );
  });

  it("two types: two topics, and a variable of each", async () => {
    const declared = await declareIn(developer, (environment) => {
      const types = ["image-pushed", "image-pulled"].map(
        (name) => new EventType(name, { environment, declaration: pushed }),
      );
      new Service("push", { environment, image, can: types.map((type) => type.publish()) });
    });
    const { IMAGE_PUSHED_TOPIC, IMAGE_PULLED_TOPIC } = environmentOf(one(declared, run, "push/europe-west1"));
    assert.deepEqual([IMAGE_PUSHED_TOPIC, IMAGE_PULLED_TOPIC], ["image-pushed-id", "image-pulled-id"]);
    assert.deepEqual(
      ofType(declared, topicMember).map(({ inputs }) => inputs.topic),
      ["image-pushed", "image-pulled"],
    );
  });
});

describe("an EventType that is given nonsense", () => {
  const refused = (name: string, declaration: unknown, expected: string[]) =>
    declareIn(developer, (environment) => {
      assertRefused(() => new EventType(name, { environment, declaration } as EventTypeArgs), expected);
    });

  it("all mistakes at once: a name that is none, a declaration that is none", async () => {
    await refused("Image", { type: 5 }, [
      'name: "Image" must be lower-case letters, digits and inner dashes, a letter first',
      "declaration: is not a declared event; make it with declareEvent in contract/events",
    ]);
  });
  it("no declaration at all", () =>
    refused("image", undefined, [
      "declaration: is not a declared event; make it with declareEvent in contract/events",
    ]));
  it("two fields that have one number by chance, at any depth", async () => {
    const two = z.object({ count_size: z.string(), host_name: z.string() });
    const message =
      "declaration.data: its fields count_size and host_name have one number in the topic's schema; call one otherwise";
    await refused("image", declareEvent("dev.example.a.b", two), [message]);
    await refused("image", declareEvent("dev.example.a.b", z.object({ inner: z.array(two) })), [message]);
  });
});
