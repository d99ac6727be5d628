import assert from "node:assert/strict";
import {
  type Environment,
  EventType,
  Secret,
  Service,
  Subscription,
  WorkerPool,
  type WorkerPoolArgs,
} from "../../components";
import { events } from "../../contract";
import { declareIn, developer, environmentOf, image, ofType, one, production } from "../support/declare";
import { itRefuses, mistakesOf, type Refusal } from "../support/refusals";
import { grantsIn, poolType, templateOf, variablesOf } from "../support/workloads";

describe("a WorkerPool", () => {
  it("runs as many as it says in every region of its environment, in the region's own subnet", async () => {
    const declared = await declareIn(production, (environment) => {
      new WorkerPool("counter", { environment, image, instances: 2 });
    });
    const pools = ofType(declared, poolType);
    assert.deepEqual(
      pools.map(({ name, inputs }) => [name, inputs.name, inputs.location]),
      production.regions.map((region) => [`counter/${region}`, "counter", region]),
    );
    for (const pool of pools) {
      assert.deepEqual(pool.inputs.scaling, { scalingMode: "MANUAL", manualInstanceCount: 2 });
      assert.deepEqual(templateOf(pool).vpcAccess, {
        egress: "ALL_TRAFFIC",
        networkInterfaces: [{ network: "network-id", subnetwork: `subnet/${pool.inputs.location}-id` }],
      });
    }
  });

  it("runs in the regions that are named alone, in each as many as it says", async () => {
    const declared = await declareIn(production, (environment) => {
      new WorkerPool("counter", { environment, image, instances: { "us-east4": 3, "asia-northeast1": 0 } });
    });
    assert.deepEqual(
      ofType(declared, poolType).map(({ inputs }) => [inputs.location, inputs.scaling.manualInstanceCount]),
      [
        ["us-east4", 3],
        ["asia-northeast1", 0],
      ],
    );
  });

  it("has an account of its own, another than a service of its name, which may do nothing but observe itself", async () => {
    const declared = await declareIn(developer, (environment) => {
      new WorkerPool("counter", { environment, image, instances: 1 });
      new Service("counter", { environment, image });
    });
    assert.deepEqual(
      ofType(declared, "gcp:serviceaccount/account:Account")
        .map(({ inputs }) => inputs.accountId)
        .sort(),
      ["pool-counter", "run-counter"],
    );
    const [pool] = ofType(declared, poolType);
    assert.equal(pool && templateOf(pool).serviceAccount, "pool-counter@project.iam.gserviceaccount.com");
    assert.deepEqual(grantsIn(declared), []);
  });

  it("can what it says: pull events, and read a secret that is there before it", async () => {
    const declared = await declareIn(developer, (environment) => {
      const pulled = new EventType("image-pulled", { environment, declaration: events.imagePulled });
      const pulls = new Subscription("pulls", { environment, on: pulled });
      const salt = new Secret("salt", { environment, value: "a grain" });
      new WorkerPool("counter", { environment, image, instances: 1, can: [pulls.pull(), salt.read()] });
    });
    const pool = one(declared, poolType, "counter/europe-west1");
    assert.deepEqual(Object.keys(variablesOf(pool)), ["PULLS_SUBSCRIPTION", "SALT"]);
    assert.ok(pool.dependsOn.includes("counter/read/salt"));
    assert.ok(grantsIn(declared).includes("counter/pull/pulls: roles/pubsub.subscriber"));
  });

  it("has no port and no probes, unless it says where it is asked", async () => {
    const declared = await declareIn(developer, (environment) => {
      new WorkerPool("plain", { environment, image, instances: 1 });
      new WorkerPool("probed", {
        environment,
        image,
        instances: 1,
        probes: { port: 9000, liveness: { path: "/live" } },
      });
    });
    const [plain, probed] = ofType(declared, poolType).map((pool) => templateOf(pool).containers[0]);
    assert.deepEqual([plain.ports, plain.startupProbe, plain.livenessProbe], [undefined, undefined, undefined]);
    assert.deepEqual(probed.ports, undefined);
    assert.deepEqual(probed.startupProbe.tcpSocket, { port: 9000 });
    assert.deepEqual(probed.livenessProbe.httpGet, { path: "/live", port: 9000 });
  });

  it("is protected from deletion as its environment is", async () => {
    const protection = async (args: typeof developer) => {
      const declared = await declareIn(args, (environment) => {
        new WorkerPool("counter", { environment, image, instances: 1 });
      });
      return ofType(declared, poolType)[0]?.inputs.deletionProtection;
    };
    assert.deepEqual([await protection(developer), await protection(production)], [false, true]);
  });

  it("transform: changes what it names and nothing beside it", async () => {
    const transform = { pool: { template: { encryptionKey: "a-key" } } };
    const declared = await declareIn(developer, (environment) => {
      new WorkerPool("counter", { environment, image, instances: 1, transform });
    });
    const template = templateOf(one(declared, poolType, "counter/europe-west1"));
    assert.deepEqual([template.encryptionKey, template.containers[0].image], ["a-key", image]);
    assert.deepEqual(one(declared, "flotilla:run:WorkerPool", "counter").outputs, { transformed: ["pool"] });
  });
});

describe("a WorkerPool that is given nonsense", () => {
  let environment: Environment;
  before(async () => {
    environment = await environmentOf(production);
  });
  const refusals: Refusal<WorkerPoolArgs>[] = [
    ["a negative count", { instances: -1 }, "instances: -1 is not between 0 and 1000"],
    ["half a worker", { instances: 0.5 }, "instances: 0.5 is not between 0 and 1000"],
    ["no count", { instances: undefined }, "instances: undefined is not between 0 and 1000"],
    ["no region", { instances: {} }, "instances: names no region; give a number for all of them"],
    ["no count in a region", { instances: { "us-east4": "two" } }, "instances.us-east4: two is not between 0 and 1000"],
    [
      "a region it has not",
      { instances: { "us-west1": 1 } },
      "instances.us-west1: is not among the environment's regions europe-west1, us-east4, asia-northeast1",
    ],
    ["an image by tag in production", { image: "iam:latest" }, /^image: iam:latest is not pinned by digest/],
    ["probes at no port", { probes: { liveness: { path: "/" } } }, "probes.port: undefined is not a port: 1 to 65535"],
    [
      "a probe that is none",
      { probes: { port: 80, livness: { path: "/" } } },
      "probes.livness: is neither startup nor liveness",
    ],
    ["a forged capability", { can: [{}] }, /^can\[0\]: is not a capability/],
    [
      "a transform of how many there are",
      { transform: { pool: { scaling: { manualInstanceCount: 9 } } } },
      /^transform\.pool\.scaling: is what others were told/,
    ],
    [
      "a transform of its account",
      { transform: { pool: { template: { serviceAccount: "x" } } } },
      /^transform\.pool\.template\.serviceAccount: is the pool's own/,
    ],
  ];
  itRefuses(refusals, (change) => new WorkerPool("counter", { environment, image, instances: 1, ...change }));

  it("tells all mistakes at once", () => {
    const bad = { environment, image: "a b", instances: -1, variables: { K_SERVICE: "" }, memory: "1" };
    assert.deepEqual(
      mistakesOf(() => new WorkerPool("Counter", bad as never)).map((mistake) => mistake.split(":")[0]),
      ["name", "image", "memory", "instances", "variables.K_SERVICE"],
    );
  });
});
