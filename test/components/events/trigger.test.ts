import assert from "node:assert/strict";
import { type Environment, type EventFilter, EventType, Service, Trigger, type TriggerArgs } from "../../../components";
import { type Declared, declareIn, developer, image, ofType, one, production } from "../../support/declare";
import {
  account,
  accountMember,
  assertRefused,
  invoker,
  projectMember,
  pubsubAgent,
  pushed,
  subscription,
  subscriptionMember,
  topic,
  topicMember,
} from "./kit";

const notifier = (region: string) => `https://notifier-318420971355.${region}.run.app`;

/** A trigger in an environment of three regions. */
const triggered = (args: Partial<TriggerArgs> = {}, kind = production) =>
  declareIn(kind, (environment) => {
    const on = new EventType("image-pushed", { environment, declaration: pushed });
    const to = new Service("notifier", { environment, image });
    new Trigger("notify", { environment, on, to, ...args });
  });

/** The paths of what is another from one program to the next, each behind its resource's name. */
function changed(before: readonly Declared[], after: readonly Declared[]): string[] {
  const leaves = (value: unknown, path: string): [string, unknown][] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`))
      : [[path, value]];
  const stateOf = (all: readonly Declared[]) =>
    new Map(all.flatMap(({ type, name, inputs }) => leaves(inputs, `${type.split(":").at(-1)} ${name}:`)));
  const [old, now] = [stateOf(before), stateOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((path) => old.get(path) !== now.get(path)).sort();
}

describe("a Trigger", () => {
  it("one subscription, whatever the number of regions; it never expires and is protected", async () => {
    const declared = await triggered();
    const own = ofType(declared, subscription).filter(({ name }) => name === "notify");
    assert.equal(own.length, 1);
    assert.ok(own[0]?.protect);
    assert.deepEqual(own[0]?.inputs, {
      project: "registry-prod",
      topic: "image-pushed-id",
      enableMessageOrdering: false,
      ackDeadlineSeconds: 60,
      expirationPolicy: { ttl: "" },
      retryPolicy: { minimumBackoff: "10s", maximumBackoff: "600s" },
      deadLetterPolicy: { deadLetterTopic: "notify-dead-id", maxDeliveryAttempts: 10 },
      pushConfig: {
        pushEndpoint: `${notifier("europe-west1")}/events`,
        oidcToken: {
          serviceAccountEmail: "push-notify@project.iam.gserviceaccount.com",
          audience: notifier("europe-west1"),
        },
        noWrapper: { writeMetadata: true },
      },
    });
    assert.equal(one(await triggered({}, developer), subscription, "notify").protect, false);
  });

  it("pushes as an account of its own, which may call that service, in all its regions, and nothing else", async () => {
    const declared = await triggered();
    assert.equal(one(declared, account, "notify").inputs.accountId, "push-notify");
    const member = "serviceAccount:push-notify@project.iam.gserviceaccount.com";
    const grants = declared.filter(({ inputs }) => inputs.member === member);
    assert.deepEqual(
      grants.map(({ type, inputs }) => [type, inputs.role, inputs.location, inputs.name]),
      production.regions.map((region) => [invoker, "roles/run.invoker", region, "notifier"]),
    );
    assert.deepEqual(
      ofType(declared, projectMember).map(({ name }) => name),
      ["notifier/observe"],
    );
  });

  it("only Pub/Sub's agent may act as that account, and may before the subscription is there", async () => {
    const declared = await triggered();
    const { inputs } = one(declared, accountMember, "notify/act");
    assert.deepEqual([inputs.role, inputs.member], ["roles/iam.serviceAccountTokenCreator", pubsubAgent]);
    const { dependsOn } = one(declared, subscription, "notify");
    for (const grant of ["notify/act", "notify/dead/publish", "notify/call/notifier/us-east4"])
      assert.ok(dependsOn.includes(grant), grant);
  });

  it("dead letters: both rights of Pub/Sub's agent, and a subscription that keeps them and never expires", async () => {
    const declared = await triggered();
    const publish = one(declared, topicMember, "notify/dead/publish").inputs;
    assert.deepEqual(
      [publish.topic, publish.role, publish.member],
      ["notify-dead", "roles/pubsub.publisher", pubsubAgent],
    );
    const forward = one(declared, subscriptionMember, "notify/forward").inputs;
    assert.deepEqual([forward.role, forward.member], ["roles/pubsub.subscriber", pubsubAgent]);
    assert.ok(one(declared, topic, "notify-dead"));
    const { inputs, protect } = one(declared, subscription, "notify-dead");
    assert.ok(protect);
    assert.deepEqual(inputs, {
      project: "registry-prod",
      topic: "notify-dead-id",
      messageRetentionDuration: "2678400s",
      expirationPolicy: { ttl: "" },
      ackDeadlineSeconds: 60,
      retryPolicy: { minimumBackoff: "10s", maximumBackoff: "600s" },
    });
  });

  it("what it is told of delivery stands in the subscription", async () => {
    const declared = await triggered({
      ordered: true,
      acknowledgeWithin: "5m",
      retry: { least: "1s", most: "2m" },
      attempts: 5,
      path: "/hooks/pushed",
      region: "us-east4",
    });
    const { inputs } = one(declared, subscription, "notify");
    assert.deepEqual(
      [inputs.enableMessageOrdering, inputs.ackDeadlineSeconds, inputs.retryPolicy, inputs.deadLetterPolicy],
      [
        true,
        300,
        { minimumBackoff: "1s", maximumBackoff: "120s" },
        { deadLetterTopic: "notify-dead-id", maxDeliveryAttempts: 5 },
      ],
    );
    assert.equal(inputs.pushConfig.pushEndpoint, `${notifier("us-east4")}/hooks/pushed`);
  });

  it("a service that is not in every region: called in its own first one", async () => {
    const declared = await declareIn(production, (environment) => {
      const on = new EventType("image-pushed", { environment, declaration: pushed });
      const to = new Service("notifier", { environment, image, regions: ["asia-northeast1", "us-east4"] });
      new Trigger("notify", { environment, on, to });
    });
    const { pushConfig } = one(declared, subscription, "notify").inputs;
    assert.equal(pushConfig.pushEndpoint, `${notifier("asia-northeast1")}/events`);
  });

  it("another region: the address that is pushed to, and its audience, and nothing else", async () => {
    assert.deepEqual(changed(await triggered(), await triggered({ region: "asia-northeast1" })), [
      "Subscription notify:.pushConfig.oidcToken.audience",
      "Subscription notify:.pushConfig.pushEndpoint",
    ]);
  });

  it("replayDeadLetters: the dead letters are pushed as any event is, and nothing else changes", async () => {
    const [before, after] = [await triggered(), await triggered({ replayDeadLetters: true })];
    const paths = changed(before, after);
    assert.ok(paths.length > 0);
    for (const path of paths) assert.match(path, /^Subscription notify-dead:\.pushConfig\./);
    const pushOf = (name: string) => one(after, subscription, name).inputs.pushConfig;
    assert.deepEqual(pushOf("notify-dead"), pushOf("notify"));
  });
});

describe("the filter of a Trigger", () => {
  const texts: [string, EventFilter, string][] = [
    ["this subject", { subject: "team/app" }, 'attributes.ce-subject = "team/app"'],
    ["subjects that begin so", { subject: { prefix: "team/" } }, 'hasPrefix(attributes.ce-subject, "team/")'],
    [
      "both, which must fit",
      { subject: "a", source: { prefix: "//b" } },
      'attributes.ce-subject = "a" AND hasPrefix(attributes.ce-source, "//b")',
    ],
    [
      "quotes, which neither end nor widen it",
      { subject: 'a" OR attributes:x \\' },
      'attributes.ce-subject = "a\\" OR attributes:x \\\\"',
    ],
    ["one that is not given", { subject: undefined, source: "s" } as EventFilter, 'attributes.ce-source = "s"'],
  ];
  for (const [title, filter, text] of texts)
    it(`${title}: ${text}`, async () => {
      const own = ofType(await triggered({ filter }), subscription).find(({ name }) =>
        name.startsWith("notify-filter"),
      );
      assert.equal(own?.inputs.filter, text);
    });

  const filter = { subject: "a" } as const;
  const other = { subject: "b" } as const;
  /** Its subscriptions by name, dead letters apart. */
  const filtersOf = (declared: readonly Declared[]) =>
    Object.fromEntries(
      ofType(declared, subscription).flatMap(({ name, protect, inputs }) =>
        name === "notify-dead" ? [] : [[name, { protect, filter: inputs.filter as string | undefined }]],
      ),
    );
  const ofA = "notify-filter-38c3bc5a";
  const ofB = "notify-filter-bb43d9bf";
  const all = "notify";
  const isA = { filter: 'attributes.ce-subject = "a"', protect: true };
  const isB = { filter: 'attributes.ce-subject = "b"', protect: true };
  const isAll = { filter: undefined, protect: true };
  const drained = { protect: false };

  it("another one: another subscription, while the former is drained under its name, free to go", async () => {
    assert.deepEqual(filtersOf(await triggered({ filter })), { [ofA]: isA });
    assert.deepEqual(filtersOf(await triggered({ filter: other, draining: [filter] })), {
      [ofA]: { ...isA, ...drained },
      [ofB]: isB,
    });
    assert.deepEqual(filtersOf(await triggered({ filter: other })), { [ofB]: isB });
  });

  it("from none to one, and back: the other is drained, and has dead letters too", async () => {
    const forth = await triggered({ filter, draining: ["all"] });
    assert.deepEqual(filtersOf(forth), { [all]: { ...isAll, ...drained }, [ofA]: isA });
    assert.equal(ofType(forth, subscriptionMember).length, 2);
    const back = await triggered({ draining: [filter] });
    assert.deepEqual(filtersOf(back), { [all]: isAll, [ofA]: { ...isA, ...drained } });
  });
});

describe("a Trigger that is given nonsense", () => {
  const refused = (args: (environment: Environment) => object, expected: string[], name = "notify") =>
    declareIn(production, (environment) => {
      const on = new EventType("image-pushed", { environment, declaration: pushed });
      const to = new Service("notifier", { environment, image });
      const given = { environment, on, to, ...args(environment) } as TriggerArgs;
      assertRefused(() => new Trigger(name, given), expected);
    });
  const long = "x".repeat(240);

  const cases: [string, (environment: Environment) => object, string[]][] = [
    ["events that are none", () => ({ on: "image-pushed" }), ["on: is not an EventType; give the type itself"]],
    ["a service that is none", () => ({ to: "notifier" }), ["to: is not a Service; give the service itself"]],
    [
      "an edge service",
      (environment) => ({ to: new Service("web", { environment, image, exposure: "edge" }) }),
      ['to: "web" is not internal; trigger one that is, so that IAM is asked who calls'],
    ],
    [
      "a region that the service is not in",
      (environment) => ({
        to: new Service("home", { environment, image, regions: ["europe-west1"] }),
        region: "us-east4",
      }),
      ['region: "us-east4" is not among the regions where "home" serves: europe-west1'],
    ],
    ["a path that is none", () => ({ path: "events?x" }), ['path: "events?x" is not a path such as /events']],
    ["too many attempts", () => ({ attempts: 101 }), ["attempts: 101 is not between 5 and 100"]],
    ["too few attempts", () => ({ attempts: 4 }), ["attempts: 4 is not between 5 and 100"]],
    ["half attempts", () => ({ attempts: 5.5 }), ["attempts: 5.5 is not between 5 and 100"]],
    [
      "a time to answer that Pub/Sub does not give",
      () => ({ acknowledgeWithin: "11m" }),
      ["acknowledgeWithin: 11m is not between 10s and 10m"],
    ],
    [
      "half seconds to answer",
      () => ({ acknowledgeWithin: "10.5s" }),
      ["acknowledgeWithin: 10.5s is not in whole seconds"],
    ],
    ["more at least than at most", () => ({ retry: { least: "2m", most: "1m" } }), ["retry: 2m is more than 1m"]],
    [
      "waits that are none",
      () => ({ retry: { least: "soon", most: "1h" } }),
      ['retry.least: "soon" is not a duration such as 30s or 5m', "retry.most: 1h is not between 0s and 10m"],
    ],
    ["a filter of nothing", () => ({ filter: {} }), ["filter: names nothing; leave it out for all events"]],
    [
      "a filter in words",
      () => ({ filter: "subject" }),
      ['filter: "subject" is not a filter such as { subject: "…" }'],
    ],
    [
      "a filter of what events do not have",
      () => ({ filter: { type: "a", subject: 5 } }),
      ["filter.type: is neither subject nor source", 'filter.subject: 5 is neither text nor { prefix: "…" }'],
    ],
    [
      "a filter that is too long",
      () => ({ filter: { subject: long } }),
      [`filter: makes a filter of more than 256 bytes: attributes.ce-subject = "${long}"`],
    ],
    [
      "draining what is not drained",
      () => ({ filter: { subject: "a" }, draining: [{ subject: "a" }, "all", "all"] }),
      ["draining[0]: is the filter of today, or listed twice", "draining[2]: is the filter of today, or listed twice"],
    ],
  ];
  for (const [title, args, expected] of cases) it(`refuses ${title}`, () => refused(args, expected));

  it("tells all mistakes at once, before anything is made", () =>
    refused(
      () => ({ on: undefined, to: undefined, path: "x", attempts: 1, filter: null }),
      [
        'name: "Notify" must be lower-case letters, digits and inner dashes, a letter first',
        'filter: null is not a filter such as { subject: "…" }',
        "attempts: 1 is not between 5 and 100",
        "on: is not an EventType; give the type itself",
        'path: "x" is not a path such as /events',
        "to: is not a Service; give the service itself",
      ],
      "Notify",
    ));
});
