import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import {
  Database,
  EncryptionKey,
  type Environment,
  EventType,
  ForeignWorkload,
  Job,
  People,
  Service,
  SigningKey,
  Subscription,
} from "../../components";
import { events } from "../../contract";
import { declareIn, developer, image, one, production } from "../support/declare";
import { mistakesOf } from "../support/refusals";
import { grantsIn } from "../support/workloads";

const psql = `registry.example.dev/psql@sha256:${"cd".repeat(32)}`;
const group = "group:support@example.dev" as const;
const account = "billing@other-project.iam.gserviceaccount.com";
const because = "bills each pull to the team that made it";

/** What an output comes to. */
const settled = <T>(output: pulumi.Output<T>) => new Promise<unknown>((done) => void output.apply(done));

/** The mistakes of a call inside an environment. */
async function mistakesIn(args: typeof production, call: (environment: Environment) => unknown): Promise<string[]> {
  let mistakes: string[] = [];
  await declareIn(args, (environment) => {
    mistakes = mistakesOf(() => call(environment));
  });
  return mistakes;
}

describe("People", () => {
  it("call: the group may invoke in each region, and is told the address that is nearest to each", async () => {
    let told: unknown;
    const declared = await declareIn(production, (environment) => {
      const iam = new Service("iam", { environment, image });
      const support = new People("support", { environment, group, can: [iam.call()] });
      told = settled(support.outputs.variables);
    });
    assert.deepEqual(
      grantsIn(declared),
      ["europe-west1", "us-east4", "asia-northeast1"].map((region) => `support/call/iam/${region}: roles/run.invoker`),
    );
    const grant = one(declared, "gcp:cloudrunv2/serviceIamMember:ServiceIamMember", "support/call/iam/us-east4");
    assert.deepEqual([grant.inputs.member, grant.parent], [group, "support"]);
    assert.deepEqual(await told, {
      "europe-west1": { IAM_URL: "https://iam-318420971355.europe-west1.run.app" },
      "us-east4": { IAM_URL: "https://iam-318420971355.us-east4.run.app" },
      "asia-northeast1": { IAM_URL: "https://iam-318420971355.asia-northeast1.run.app" },
    });
  });

  it("review: the component says who they are", async () => {
    const declared = await declareIn(production, (environment) => {
      const iam = new Service("iam", { environment, image });
      new People("support", { environment, group, can: [iam.call()] });
    });
    assert.deepEqual(one(declared, "flotilla:callers:People", "support").outputs, {
      caller: "people",
      member: group,
      can: [{ verb: "call", kind: "service", name: "iam" }],
    });
  });

  it("run: a job is started by the group", async () => {
    const declared = await declareIn(production, (environment) => {
      const tidy = new Job("tidy", { environment, image });
      new People("support", { environment, group, can: [tidy.run()] });
    });
    assert.deepEqual(grantsIn(declared), ["support/run/tidy/europe-west1: roles/run.invoker"]);
  });

  it("one person: taken in a developer environment, refused in any other", async () => {
    const ada = (environment: Environment) => {
      const iam = new Service("iam", { environment, image });
      return new People("support", { environment, group: "user:ada@example.dev", can: [iam.call()] });
    };
    assert.deepEqual(await mistakesIn(developer, ada), []);
    assert.deepEqual(await mistakesIn(production, ada), [
      'group: "user:ada@example.dev" is one person, whose right outlives their task; outside developer environments name a group',
    ]);
  });

  it("everything that is wrong is told at once", async () => {
    const mistakes = await mistakesIn(
      production,
      (environment) => new People("Support", { environment, group: "allUsers" as never, can: [] }),
    );
    assert.deepEqual(
      mistakes.map((mistake) => mistake.split(":")[0]),
      ["name", "can", "group"],
    );
  });

  it("a key: no group signs, encrypts or decrypts; it may verify, which takes no right", async () => {
    const mistakes = await mistakesIn(production, (environment) => {
      const tokens = new SigningKey("tokens", { environment });
      const exports = new EncryptionKey("exports", { environment });
      const can = [tokens.sign(), exports.encrypt(), exports.decrypt(), tokens.verify()];
      return new People("support", { environment, group, can });
    });
    assert.equal(mistakes.length, 3);
    assert.match(mistakes[0] ?? "", /^can\[0\]: sign key tokens: what a person signs passes for the workload's/);
    assert.match(mistakes[1] ?? "", /^can\[1\]: encrypt key exports: what a person decrypts nobody sees leave/);
    assert.match(mistakes[2] ?? "", /^can\[2\]: decrypt key exports/);
  });

  it("what does not suit a group is refused with the reason: a login, an event, somebody's messages", async () => {
    const mistakes = await mistakesIn(production, (environment) => {
      const catalog = new Database("catalog", { environment, images: { psql, proxy: psql } });
      const pulled = new EventType("image-pulled", { environment, declaration: events.imagePulled });
      const feed = new Subscription("feed", { environment, on: pulled });
      return new People("support", {
        environment,
        group,
        can: [catalog.connect("readonly"), pulled.publish(), feed.pull()],
      });
    });
    assert.deepEqual(mistakes, [
      "can[0]: connect database catalog: a login made here is one of a service account, and a group logs in as another type of user",
      "can[1]: publish event image-pulled: events are what workloads say of themselves; give a person a service that publishes",
      "can[2]: pull subscription feed: a message that a person takes is one that the workload never sees",
    ]);
  });
});

describe("a ForeignWorkload", () => {
  const publisher = (environment: Environment, change: Partial<{ account: string; because: string }> = {}) => {
    const pulled = new EventType("image-pulled", { environment, declaration: events.imagePulled });
    return new ForeignWorkload("billing", { environment, account, because, can: [pulled.publish()], ...change });
  };

  it("publish: its account may, it is told the topic, and the reason is recorded", async () => {
    let told: unknown;
    const declared = await declareIn({ ...production, regions: ["europe-west1"] }, (environment) => {
      told = settled(publisher(environment).outputs.variables);
    });
    assert.deepEqual(grantsIn(declared), ["billing/publish/image-pulled: roles/pubsub.publisher"]);
    assert.deepEqual(one(declared, "flotilla:callers:ForeignWorkload", "billing").outputs, {
      caller: "foreign workload",
      member: `serviceAccount:${account}`,
      because,
      can: [{ verb: "publish", kind: "event", name: "image-pulled" }],
    });
    assert.deepEqual(await told, { "europe-west1": { IMAGE_PULLED_TOPIC: "image-pulled-id" } });
  });

  for (const [title, change, mistake] of [
    [
      "a default account",
      { account: "318420971355-compute@developer.gserviceaccount.com" },
      /^account: .*not an account/,
    ],
    ["a person", { account: "ada@example.dev" }, /^account: .*not an account made for one workload/],
    ["an account of the project itself", { account: "registry@registry-prod.iam.gserviceaccount.com" }, /own project/],
    ["no reason", { because: "  because " }, /^because: .*does not tell a reviewer why/],
  ] as const)
    it(`refuses ${title}`, async () => {
      const mistakes = await mistakesIn(production, (environment) => publisher(environment, change));
      assert.equal(mistakes.length, 1);
      assert.match(mistakes[0] ?? "", mistake);
    });

  it("a database, whose network it is not in: refused", async () => {
    const mistakes = await mistakesIn(production, (environment) => {
      const catalog = new Database("catalog", { environment, images: { psql, proxy: psql } });
      return new ForeignWorkload("billing", { environment, account, because, can: [catalog.connect("readonly")] });
    });
    assert.deepEqual(mistakes, [
      "can[0]: connect database catalog: the instance has an address in this environment's network alone, which another project does not reach",
    ]);
  });
});

describe("a service that calls itself", () => {
  it("is named before it is built, and has the right and its own address", async () => {
    const declared = await declareIn(developer, (environment) => {
      const later = Service.later("audit", environment);
      new Service(later, { environment, image, can: [later.call()] });
    });
    assert.deepEqual(grantsIn(declared), ["audit/call/audit/europe-west1: roles/run.invoker"]);
  });
});
