import assert from "node:assert/strict";
import { type Environment, Job, type JobArgs, Secret, Service } from "../../components";
import { declareIn, developer, environmentOf, image, ofType, one, production } from "../support/declare";
import { itRefuses, mistakesOf, type Refusal } from "../support/refusals";
import { grantsIn, inTurn, jobType, serviceType, templateOf, variablesOf } from "../support/workloads";

const account = "gcp:serviceaccount/account:Account";

describe("a Job", () => {
  it("runs in the home region, wherever services run, under its own name", async () => {
    const args = { ...production, home: "us-east4" } as const;
    const declared = await declareIn(args, (environment) => new Job("clean-up", { environment, image }));
    assert.deepEqual(
      ofType(declared, jobType).map(({ name, inputs }) => [name, inputs.name, inputs.location]),
      [["clean-up/us-east4", "clean-up", "us-east4"]],
    );
    assert.deepEqual(templateOf(one(declared, jobType, "clean-up/us-east4")).vpcAccess, {
      egress: "ALL_TRAFFIC",
      networkInterfaces: [{ network: "network-id", subnetwork: "subnet/us-east4-id" }],
    });
  });

  it("has an account of its own, another than a service of its name, which may do nothing but observe itself", async () => {
    const declared = await declareIn(developer, (environment) => {
      new Job("iam", { environment, image });
      new Service("iam", { environment, image });
    });
    assert.deepEqual(
      ofType(declared, account)
        .map(({ inputs }) => inputs.accountId)
        .sort(),
      ["job-iam", "run-iam"],
    );
    assert.deepEqual(
      ofType(declared, jobType).map((job) => templateOf(job).serviceAccount),
      ["job-iam@project.iam.gserviceaccount.com"],
    );
    assert.deepEqual(grantsIn(declared), []);
  });

  it("runs one task for ten minutes and is tried three times again, unless said otherwise", async () => {
    const declared = await declareIn(developer, (environment) => {
      new Job("plain", { environment, image });
      new Job("long", { environment, image, timeout: "24h", retries: 0, cpu: 2, memory: "1Gi", command: ["work"] });
    });
    const [plain, long] = ofType(declared, jobType).map(({ inputs: { template } }) => template);
    assert.deepEqual(
      [plain, long].map(({ taskCount, template: { timeout, maxRetries } }) => [taskCount, timeout, maxRetries]),
      [
        [1, "600s", 3],
        [1, "86400s", 0],
      ],
    );
    assert.deepEqual(long.template.containers[0].commands, ["work"]);
    assert.deepEqual(long.template.containers[0].resources, { limits: { cpu: "2", memory: "1Gi" } });
  });

  it("is protected from deletion as its environment is", async () => {
    const protection = async (args: typeof developer) =>
      ofType(await declareIn(args, (environment) => new Job("iam", { environment, image })), jobType).map(
        ({ inputs }) => inputs.deletionProtection,
      );
    assert.deepEqual(await protection(developer), [false]);
    assert.deepEqual(await protection(production), [true]);
  });

  it("is deployed when what its capabilities need is there", async () => {
    const declared = await declareIn(developer, (environment) => {
      const salt = new Secret("salt", { environment, value: "a grain" });
      new Job("migrate", { environment, image, can: [salt.read()] });
    });
    const job = one(declared, jobType, "migrate/europe-west1");
    for (const needed of ["migrate/read/salt", "salt"]) assert.ok(job.dependsOn.includes(needed), needed);
  });

  it("reads a secret as a variable or from a file, at its version", async () => {
    const declared = await declareIn(developer, (environment) => {
      const salt = new Secret("salt", { environment, value: "a grain" });
      new Job("variable", { environment, image, can: [salt.read()] });
      new Job("file", { environment, image, can: [salt.read("file")] });
    });
    assert.deepEqual(variablesOf(one(declared, jobType, "variable/europe-west1")), { SALT: "salt@7" });
    const file = one(declared, jobType, "file/europe-west1");
    assert.deepEqual(variablesOf(file), { SALT_FILE: "/secrets/salt/value" });
    assert.deepEqual(templateOf(file).volumes, [
      { name: "secret-salt", secret: { secret: "salt", items: [{ path: "value", version: "7" }] } },
    ]);
    assert.deepEqual(templateOf(file).containers[0].volumeMounts, [
      { name: "secret-salt", mountPath: "/secrets/salt" },
    ]);
  });

  it("transform: changes what it names and nothing beside it", async () => {
    const transform = { job: { template: { parallelism: 1, template: { encryptionKey: "a-key" } } } };
    const declared = await declareIn(developer, (environment) => new Job("iam", { environment, image, transform }));
    const { inputs } = one(declared, jobType, "iam/europe-west1");
    assert.deepEqual([inputs.template.parallelism, inputs.template.taskCount], [1, 1]);
    assert.equal(inputs.template.template.encryptionKey, "a-key");
    assert.equal(inputs.template.template.containers[0].image, image);
    assert.deepEqual(one(declared, "flotilla:run:Job", "iam").outputs, { transformed: ["job"] });
  });
});

describe("a Job that runs on change", () => {
  async function tokenOf(args: Partial<JobArgs>): Promise<string | undefined> {
    const declared = await declareIn(developer, (environment) => {
      const salt = new Secret("salt", { environment, value: "a grain" });
      new Job("migrate", { environment, image, runs: "on-change", can: [salt.read()], ...args });
    });
    return one(declared, jobType, "migrate/europe-west1").inputs.runExecutionToken;
  }

  it("is run again when its image, its variables or its arguments are others", async () => {
    const token = await tokenOf({});
    assert.match(token ?? "", /^[0-9a-f]{12}$/);
    const others: Partial<JobArgs>[] = [
      { image: `registry.example.dev/iam@sha256:${"cd".repeat(32)}` },
      { variables: { LEVEL: "debug" } },
      { args: ["migrate"] },
      { command: ["migrate"] },
      { can: [] },
      { transform: { job: { template: { template: { encryptionKey: "a-key" } } } } },
    ];
    const all = [token, ...(await inTurn(others, tokenOf))];
    assert.equal(new Set(all).size, all.length);
  });

  it("is not run again when nothing of it is another", async () => {
    assert.equal(await tokenOf({ variables: { A: "1", B: "2" } }), await tokenOf({ variables: { B: "2", A: "1" } }));
    assert.equal(await tokenOf({ retries: 3, timeout: "600s" }), await tokenOf({}));
  });

  it("on demand: has no token, so that an update runs nothing", async () => {
    assert.equal(await tokenOf({ runs: "on-demand" }), undefined);
    assert.equal(await tokenOf({ runs: undefined }), undefined);
  });
});

describe("job.run()", () => {
  it("grants run.invoker on that job alone, beside the caller, and gives its name for the API", async () => {
    const declared = await declareIn(production, (environment) => {
      const report = new Job("report", { environment, image });
      new Service("audit", { environment, image, regions: ["us-east4"], can: [report.run()] });
    });
    assert.deepEqual(grantsIn(declared), ["audit/run/report/europe-west1: roles/run.invoker"]);
    const { inputs } = one(declared, "gcp:cloudrunv2/jobIamMember:JobIamMember", "audit/run/report/europe-west1");
    assert.deepEqual([inputs.name, inputs.location], ["report", "europe-west1"]);
    const service = one(declared, serviceType, "audit/us-east4");
    assert.deepEqual(variablesOf(service), { REPORT_JOB: "projects/registry-prod/locations/europe-west1/jobs/report" });
    assert.ok(!service.dependsOn.includes("audit/run/report/europe-west1"));
  });
});

describe("a Job that is given nonsense", () => {
  let environment: Environment;
  before(async () => {
    environment = await environmentOf(production);
  });
  const refusals: Refusal<JobArgs>[] = [
    ["a moment to run that is none", { runs: "always" }, 'runs: "always" is neither "on-change" nor "on-demand"'],
    ["more than a day", { timeout: "25h" }, "timeout: 25h is not between 1s and 24h"],
    ["half a second", { timeout: "1.5s" }, "timeout: 1.5s is not in whole seconds"],
    ["eleven tries", { retries: 11 }, "retries: 11 is not between 0 and 10"],
    ["half a try", { retries: 0.5 }, "retries: 0.5 is not between 0 and 10"],
    ["an image by tag in production", { image: "iam:latest" }, /^image: iam:latest is not pinned by digest/],
    ["memory without a unit", { memory: "512" }, 'memory: "512" is not a size such as 512Mi'],
    [
      "a reserved variable",
      { variables: { PORT: "1" } },
      "variables.PORT: PORT is reserved by Cloud Run; name it otherwise",
    ],
    ["a forged capability", { can: [{}] }, /^can\[0\]: is not a capability/],
    [
      "a transform of its name",
      { transform: { job: { name: "x" } } },
      /^transform\.job\.name: is what others were told/,
    ],
    [
      "a transform of its place",
      { transform: { job: { location: "x" } } },
      /^transform\.job\.location: is what others/,
    ],
    [
      "a transform of its account",
      { transform: { job: { template: { template: { serviceAccount: "x" } } } } },
      /^transform\.job\.template\.template\.serviceAccount: is the job's own/,
    ],
  ];
  itRefuses(refusals, (change) => new Job("migrate", { environment, image, ...change }));

  it("tells all mistakes at once", () => {
    const bad = { environment, image: "a b", runs: "x", timeout: "0s", retries: -1, variables: { K_SERVICE: "" } };
    const mistakes = mistakesOf(() => new Job("Migrate", bad as never));
    assert.deepEqual(
      mistakes.map((mistake) => mistake.split(":")[0]),
      ["name", "image", "runs", "timeout", "retries", "variables.K_SERVICE"],
    );
  });
});
