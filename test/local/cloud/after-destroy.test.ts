/** What the clouds keep of a stack that is destroyed, and what its next `up` comes to. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { destroy, type EngineEventBody, LocalCloud, type OperationResult, type Snapshot, up } from "../../../local";
import { resourceTypes } from "../../../local/cloud/catalogue";
import { Driver, project, region } from "./support";

const week = 7 * 24 * 60 * 60;

class Resource extends pulumi.CustomResource {}

type Declared = readonly [type: string, name: string, inputs: pulumi.Inputs, options?: pulumi.CustomResourceOptions];

const secret = { secretId: "salt", replication: { auto: {} } };
const instance = {
  name: "main",
  region,
  databaseVersion: "POSTGRES_17",
  deletionProtection: false,
  settings: { edition: "ENTERPRISE", tier: "db-f1-micro" },
};

/** A stack on a cloud of its own. */
class Stack {
  readonly cloud = LocalCloud.inMemory();
  #snapshot: Snapshot | undefined;

  static async withApis(): Promise<Stack> {
    const stack = new Stack();
    const apis = new Set(resourceTypes().flatMap(({ api }) => api ?? []));
    await (await Driver.of(stack.cloud)).enable(...[...apis].map((api) => api.replace(".googleapis.com", "")));
    return stack;
  }

  up(...declared: Declared[]): Promise<Told> {
    const program = async () => {
      for (const [type, name, inputs, options] of declared) new Resource(type, name, inputs, options);
    };
    return this.#run((options) => up({ ...options, program }));
  }

  destroy(excludeProtected = false): Promise<Told> {
    return this.#run((options) => destroy({ ...options, excludeProtected }));
  }

  async #run(operation: (options: Parameters<typeof destroy>[0]) => Promise<OperationResult>): Promise<Told> {
    const events: EngineEventBody[] = [];
    const { outcome, snapshot } = await operation({
      project: "flotilla",
      stack: "dev",
      root: process.cwd(),
      config: { values: { "gcp:project": project, "gcp:region": region }, secretKeys: [] },
      cloud: this.cloud,
      store: { load: async () => this.#snapshot, append: async () => undefined, save: async () => undefined },
      emit: (event) => events.push(event),
    });
    this.#snapshot = snapshot;
    const errors = events.flatMap(({ diagnosticEvent }) =>
      diagnosticEvent?.severity === "error" ? [diagnosticEvent.message.trimEnd()] : [],
    );
    return { outcome, errors: errors.join("\n"), left: snapshot.resources.length };
  }
}

interface Told {
  outcome: "succeeded" | "failed";
  errors: string;
  /** Resources in the state. */
  left: number;
}

/** Brings the stack up, destroys it and brings it up again. */
async function again(declared: Declared, between: (stack: Stack) => void = () => undefined): Promise<Told> {
  const stack = await Stack.withApis();
  assert.equal((await stack.up(declared)).outcome, "succeeded");
  assert.deepEqual(await stack.destroy(), { outcome: "succeeded", errors: "", left: 0 });
  between(stack);
  return stack.up(declared);
}

describe("up after destroy", () => {
  for (const [what, declared] of [
    ["a bucket", ["gcp:storage/bucket:Bucket", "logs", { name: "logs", location: region }]],
    ["an R2 bucket", ["cloudflare:index/r2Bucket:R2Bucket", "layers", { accountId: "a", name: "layers" }]],
    ["a repository", ["gcp:artifactregistry/repository:Repository", "r", { repositoryId: "r", format: "DOCKER" }]],
    ["a secret", ["gcp:secretmanager/secret:Secret", "salt", secret]],
    ["a service account", ["gcp:serviceaccount/account:Account", "ada", { accountId: "ada-dev" }]],
    ["a topic", ["gcp:pubsub/topic:Topic", "pulls", { name: "pulls" }]],
  ] satisfies [string, Declared][])
    it(`${what}: its name is free at once`, async () => {
      const { outcome, errors } = await again(declared);
      assert.equal(outcome, "succeeded", errors);
    });

  it("a key ring: nobody gets its name again, and the cloud still has it", async () => {
    const ring: Declared = ["gcp:kms/keyRing:KeyRing", "ring", { name: "main", location: region }];
    const { outcome, errors } = await again(ring, ({ cloud, cloud: { world } }) => {
      world.pass(52 * week);
      assert.ok(cloud.resources().some(({ id, urn }) => id.endsWith("/keyRings/main") && urn === undefined));
    });
    assert.equal(outcome, "failed");
    assert.match(
      errors,
      /Error 409: KeyRing projects\/flotilla-dev\/locations\/europe-west1\/keyRings\/main already exists\./,
    );
  });

  it("a database instance: its name is free after a week", async () => {
    const declared: Declared = ["gcp:sql/databaseInstance:DatabaseInstance", "main", instance];
    assert.match((await again(declared)).errors, /until one week from the deletion date\., instanceAlreadyExists/);
    const { outcome, errors } = await again(declared, ({ cloud }) => cloud.world.pass(week));
    assert.equal(outcome, "succeeded", errors);
  });

  it("a key ring that is left out of the destruction: goes on as it is", async () => {
    const inputs = { name: "main", location: region };
    const ring: Declared = ["gcp:kms/keyRing:KeyRing", "ring", inputs, { protect: true }];
    const topic: Declared = ["gcp:pubsub/topic:Topic", "pulls", { name: "pulls" }];
    const stack = await Stack.withApis();
    await stack.up(ring, topic);
    assert.equal((await stack.destroy(true)).outcome, "succeeded");
    assert.ok(!stack.cloud.resources().some(({ id }) => id.endsWith("/topics/pulls")));
    const { outcome, errors } = await stack.up(ring, topic);
    assert.equal(outcome, "succeeded", errors);
  });
});

describe("destroy", () => {
  it("deletes nothing where Cloud SQL protects an instance", async () => {
    const stack = await Stack.withApis();
    const settings = { ...instance.settings, deletionProtectionEnabled: true };
    await stack.up(
      ["gcp:sql/databaseInstance:DatabaseInstance", "main", { ...instance, settings }],
      ["gcp:pubsub/topic:Topic", "pulls", { name: "pulls" }],
    );
    const { outcome, errors } = await stack.destroy();
    assert.equal(outcome, "failed");
    assert.match(errors, /The instance is protected\./);
    assert.ok(stack.cloud.resources().some(({ type }) => type === "gcp:pubsub/topic:Topic"));
  });

  it("forgets what is to be abandoned, whatever protects it or uses it", async () => {
    const stack = await Stack.withApis();
    await stack.up([
      "gcp:sql/databaseInstance:DatabaseInstance",
      "main",
      { ...instance, deletionProtection: true, deletionPolicy: "ABANDON" },
    ]);
    assert.deepEqual(await stack.destroy(), { outcome: "succeeded", errors: "", left: 0 });
    assert.ok(stack.cloud.resources().some(({ id }) => id.endsWith("/instances/main")));
  });
});
