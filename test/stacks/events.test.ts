import assert from "node:assert/strict";
import { z } from "zod";
import {
  Environment,
  type EnvironmentArgs,
  EventType,
  type EventTypeArgs,
  Recorder,
  Service,
  Trigger,
  type TriggerArgs,
} from "../../components";
import { declareEvent } from "../../contract";
import { developer, production } from "../support/declare";
import { type Outcome, TestStack } from "../support/stack";

const image = `europe-docker.pkg.dev/registry-shared/images/tool@sha256:${"ab".repeat(32)}`;

const at = { at: z.array(z.object({ region: z.string(), zone: z.string().optional() })) };
const fields = { repository: z.string(), bytes: z.int(), tag: z.string().optional(), ...at };

interface Change {
  environment?: Partial<EnvironmentArgs>;
  /** Of the type `image-pushed`. */
  data?: z.ZodRawShape;
  trigger?: Partial<TriggerArgs>;
  /** Names of further types. */
  types?: readonly string[];
}

/** A type that a service publishes, one is triggered by and a recorder records; `change` is what is another this time. */
const platform =
  ({ environment: more, data = fields, trigger = {}, types = [] }: Change = {}, base: EnvironmentArgs = production) =>
  () => {
    const environment = new Environment("environment", { ...base, ...more });
    const declare = (name: string, shape: z.ZodRawShape): EventType => {
      const declaration = declareEvent(`dev.example.registry.${name}.happened`, z.object(shape));
      return new EventType(name, { environment, declaration } as EventTypeArgs);
    };
    const pushed = declare("image-pushed", data);
    const others = types.map((name) => declare(name, fields));
    new Service("push", { environment, image, can: [pushed.publish()] });
    const to = new Service("notifier", { environment, image });
    new Trigger("notify", { environment, on: pushed, to, ...trigger });
    new Recorder("events", { environment, records: [pushed, ...others], readers: ["group:analysts@example.dev"] });
    return {};
  };

/** Brings each program up in turn, and answers with the last outcome. */
async function upAfter(changes: readonly Change[], base: EnvironmentArgs = production): Promise<Outcome> {
  const stack = new TestStack("prod");
  let last: Outcome | undefined;
  for (const [i, change] of changes.entries()) {
    stack.program = platform(change, base);
    last = await stack.up();
    if (i < changes.length - 1) assert.equal(last.outcome, "succeeded", last.errors);
  }
  return last as Outcome;
}

/** The steps of the last of several ups, sorted, without the cloud's name and the kind's folder. */
async function stepsAfter(changes: readonly Change[], base?: EnvironmentArgs): Promise<string[]> {
  const { outcome, errors, steps } = await upAfter(changes, base);
  assert.equal(outcome, "succeeded", errors);
  return steps.map((step) => step.replace(/ gcp:[^:]*:/, " ")).sort();
}

const refusal = (problem: string) =>
  new RegExp(
    `EventType "image-pushed" cannot be changed so:.*dev.example.registry.image-pushed.happened: ${problem}; ` +
      "leave it as it was, and declare dev.example.registry.image-pushed.happened.v2 beside it",
    "s",
  );

describe("a type of event in production", () => {
  it("one more optional field: schema, table and view in place, and nothing is replaced", async () => {
    const steps = await stepsAfter([{}, { data: { ...fields, actor: z.string().optional() } }]);
    assert.deepEqual(steps, [
      "update Schema image-pushed",
      "update Table events/image-pushed",
      "update Table events/image-pushed/view",
    ]);
  });

  it("one more optional field, in the middle: the same", async () => {
    const { repository, ...rest } = fields;
    const steps = await stepsAfter([{}, { data: { repository, actor: z.string().optional(), ...rest } }]);
    assert.deepEqual(steps, [
      "update Schema image-pushed",
      "update Table events/image-pushed",
      "update Table events/image-pushed/view",
    ]);
  });

  const broken: Record<string, [z.ZodRawShape, string]> = {
    "a field less, even an optional one": [{ repository: z.string(), bytes: z.int(), ...at }, "data.tag is gone"],
    "a field of another type": [{ ...fields, bytes: z.string() }, "data.bytes was integer and is string"],
    "a text that is a time now": [{ ...fields, repository: z.iso.date() }, "data.repository was string and is date"],
    "a field that was optional and is not": [{ ...fields, tag: z.string() }, "data.tag was optional and is required"],
    "one more field that is required": [{ ...fields, actor: z.string() }, "data.actor is new and required"],
    "a field less inside another": [
      { ...fields, at: z.array(z.object({ region: z.string() })) },
      "data.at.zone is gone",
    ],
  };
  for (const [title, [data, problem]] of Object.entries(broken))
    it(`${title}: refused before anything is done, with what to do`, async () => {
      const { outcome, errors, steps } = await upAfter([{}, { data }]);
      assert.equal(outcome, "failed");
      assert.match(errors, refusal(problem));
      for (const step of steps) assert.match(step, /^update gcp:pubsub\/schema:Schema image-pushed$/);
    });

  it("a field less: refused in the preview, and by a developer's environment, too", async () => {
    const stack = new TestStack("dev-ada");
    stack.program = platform({}, developer);
    await stack.up();
    stack.program = platform({ data: { repository: z.string() } }, developer);
    const { outcome, errors } = await stack.preview();
    assert.equal(outcome, "failed");
    assert.match(errors, refusal("data.bytes is gone"));
    assert.match(errors, refusal("data.tag is gone"));
  });

  it("one more: as many resources, whatever the number of regions", async () => {
    const added = [
      "create Schema image-pulled",
      "create Subscription events-image-pulled",
      "create SubscriptionIAMMember events/image-pulled/forward",
      "create Table events/image-pulled",
      "create Table events/image-pulled/view",
      "create Topic image-pulled",
      "create flotilla:events:EventType image-pulled",
    ];
    assert.deepEqual(await stepsAfter([{}, { types: ["image-pulled"] }]), added);
    const environment = { regions: ["europe-west1"] as const };
    assert.deepEqual(await stepsAfter([{ environment }, { environment, types: ["image-pulled"] }]), added);
  });

  it("one less: refused before anything is done, because its table holds events", async () => {
    const { outcome, errors, changes } = await upAfter([{ types: ["image-pulled"] }, {}]);
    assert.equal(outcome, "failed");
    assert.match(errors, /Table::events\/image-pulled is no longer in the program, and it is protected/);
    assert.deepEqual(Object.keys(changes), ["same"]);
  });
});

describe("a trigger in production", () => {
  const filter = { subject: { prefix: "team/" } };
  const other = { subject: { prefix: "guest/" } };
  const named = (steps: readonly string[]) => steps.map((step) => step.replace(/filter-[0-9a-f]{8}/, "filter"));

  it("another filter: a subscription more, and nothing of the former but its protection", async () => {
    const steps = await stepsAfter([{ trigger: { filter } }, { trigger: { filter: other, draining: [filter] } }]);
    assert.deepEqual(named(steps), [
      "create Subscription notify-filter",
      "create SubscriptionIAMMember notify/filter/forward",
    ]);
  });

  it("the former filter drained and taken out: its subscription goes, and nothing else", async () => {
    const steps = await stepsAfter([
      { trigger: {} },
      { trigger: { filter, draining: ["all"] } },
      { trigger: { filter } },
    ]);
    assert.deepEqual(steps, ["delete Subscription notify", "delete SubscriptionIAMMember notify/forward"]);
  });

  it("another filter, the former forgotten: refused in the preview, naming the subscription that would be lost", async () => {
    const stack = new TestStack("prod");
    stack.program = platform({ trigger: { filter } });
    await stack.up();
    stack.program = platform({ trigger: { filter: other } });
    const { outcome, errors } = await stack.preview();
    assert.equal(outcome, "failed");
    assert.match(errors, /Subscription::notify-filter-\w{8} is no longer in the program, and it is protected/);
  });

  it("in another region: its subscription in place, and nothing else", async () => {
    assert.deepEqual(await stepsAfter([{}, { trigger: { region: "us-east4" } }]), ["update Subscription notify"]);
    assert.deepEqual(await stepsAfter([{ trigger: { region: "us-east4" } }, {}]), ["update Subscription notify"]);
  });

  it("dead letters replayed, and back: their subscription in place, and nothing else", async () => {
    const replay = { trigger: { replayDeadLetters: true } };
    assert.deepEqual(await stepsAfter([{}, replay]), ["update Subscription notify-dead"]);
    assert.deepEqual(await stepsAfter([replay, {}]), ["update Subscription notify-dead"]);
  });

  it("the region that it pushes to is retired: moved in place, before anything there goes", async () => {
    const unprotected = { deletionProtection: "off" } as const;
    const retired = {
      ...unprotected,
      regions: ["us-east4", "asia-northeast1"] as const,
      retiredRegions: ["europe-west1"] as const,
    };
    const { outcome, errors, steps } = await upAfter([{ environment: unprotected }, { environment: retired }]);
    assert.equal(outcome, "succeeded", errors);
    const firstGone = steps.findIndex((step) => step.startsWith("delete "));
    assert.ok(firstGone > 0);
    for (const step of steps.slice(firstGone)) assert.match(step, /^delete .*europe-west1$/);
    assert.deepEqual(
      steps.slice(0, firstGone).sort(),
      [
        "update gcp:pubsub/subscription:Subscription notify",
        "update gcp:pubsub/topic:Topic events-dead",
        "update gcp:pubsub/topic:Topic image-pushed",
        "update gcp:pubsub/topic:Topic notify-dead",
      ],
      "topics keep no more messages there",
    );
  });
});
