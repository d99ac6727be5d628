import assert from "node:assert/strict";
import {
  type Environment,
  Files,
  type FilesArgs,
  Job,
  ObjectEvents,
  People,
  Secret,
  Service,
  type ServiceArgs,
  WorkerPool,
} from "../../components";
import {
  type Declared,
  declareIn,
  developer,
  environmentOf,
  image,
  ofType,
  one,
  production,
  staging,
} from "../support/declare";
import { itRefuses, mistakesOf, type Refusal } from "../support/refusals";
import { grantsIn, inTurn, jobType, poolType, serviceType, templateOf, variablesOf } from "../support/workloads";

const bucketType = "gcp:storage/bucket:Bucket";
const grantType = "gcp:storage/bucketIAMMember:BucketIAMMember";

/** What a program declares that mounts files somehow. */
const declareMounting = (
  can: (models: Files) => Required<ServiceArgs>["can"],
  more: Partial<ServiceArgs> = {},
): Promise<Declared[]> =>
  declareIn(developer, (environment) => {
    const models = new Files("models", { environment });
    new Service("infer", { environment, image, ...more, can: can(models) } as ServiceArgs);
  });

const inferOf = (declared: readonly Declared[]) => one(declared, serviceType, "infer/europe-west1");

describe("a bucket of Files", () => {
  it("is in the home region, under a name that nobody else has, and can be opened to nobody", async () => {
    const declared = await declareIn(developer, (environment) => new Files("models", { environment }));
    const { inputs } = one(declared, bucketType, "models");
    assert.deepEqual(
      [inputs.name, inputs.location, inputs.publicAccessPrevention, inputs.uniformBucketLevelAccess],
      ["models-dev-ada-c0ffee", "europe-west1", "enforced", true],
    );
    assert.deepEqual(ofType(declared, grantType), []);
  });

  it("keeps what was overwritten or deleted as long as its kind of environment says, and no versions", async () => {
    const kept = await inTurn([developer, staging, production], async (args) => {
      const declared = await declareIn(args, (environment) => new Files("models", { environment }));
      const { softDeletePolicy, versioning } = one(declared, bucketType, "models").inputs;
      assert.equal(versioning, undefined);
      return softDeletePolicy.retentionDurationSeconds / 86_400;
    });
    assert.deepEqual(kept, [0, 7, 30]);
  });

  it("goes with what is in it where nothing is protected, and not at all where it is", async () => {
    const going = await inTurn(
      [developer, production, { ...production, deletionProtection: "off" as const }],
      async (args) => {
        const declared = await declareIn(args, (environment) => new Files("models", { environment }));
        const { inputs, protect } = one(declared, bucketType, "models");
        return [inputs.forceDestroy, protect];
      },
    );
    assert.deepEqual(going, [
      [true, false],
      [false, true],
      [true, false],
    ]);
  });

  it("transform: changes the bucket, and is listed", async () => {
    const declared = await declareIn(developer, (environment) => {
      new Files("models", { environment, transform: { bucket: { location: "EU" } } });
    });
    assert.equal(one(declared, bucketType, "models").inputs.location, "EU");
    assert.deepEqual(one(declared, "flotilla:data:Files", "models").outputs.transformed, ["bucket"]);
  });

  it("tells of its objects where it is asked to", async () => {
    const declared = await declareIn(developer, (environment) => {
      const models = new Files("models", { environment });
      new ObjectEvents("uploaded", { environment, bucket: models });
    });
    const { inputs } = one(declared, "gcp:storage/notification:Notification", "uploaded");
    assert.equal(inputs.bucket, "models-dev-ada-c0ffee");
  });
});

describe("files.read() and write() at a path", () => {
  it("read: the folder is there, to read alone, under a right on this bucket alone, before a revision", async () => {
    const declared = await declareMounting((models) => [models.read("/models")]);
    assert.deepEqual(grantsIn(declared), ["infer/read/models: roles/storage.objectViewer"]);
    const grant = one(declared, grantType, "infer/read/models").inputs;
    assert.deepEqual(
      [grant.bucket, grant.member],
      ["models-dev-ada-c0ffee", "serviceAccount:run-infer@project.iam.gserviceaccount.com"],
    );
    const infer = inferOf(declared);
    assert.ok(infer.dependsOn.includes("infer/read/models"));
    const { volumes, containers, executionEnvironment } = templateOf(infer);
    const gcs = { bucket: "models-dev-ada-c0ffee", readOnly: true, mountOptions: ["implicit-dirs"] };
    assert.deepEqual(volumes, [{ name: "files-models", gcs }]);
    assert.deepEqual(containers[0].volumeMounts, [{ name: "files-models", mountPath: "/models" }]);
    assert.equal(executionEnvironment, "EXECUTION_ENVIRONMENT_GEN2");
    assert.deepEqual(variablesOf(infer), { MODELS_BUCKET: "models-dev-ada-c0ffee", MODELS_PATH: "/models" });
  });

  it("write: the folder is there to write, whosever the image's user is", async () => {
    const declared = await declareMounting((models) => [models.write("/out", { user: 1000 }).as("OUT")]);
    assert.deepEqual(grantsIn(declared), ["infer/write/models: roles/storage.objectUser"]);
    const infer = inferOf(declared);
    const { readOnly, mountOptions } = templateOf(infer).volumes[0].gcs;
    assert.deepEqual([readOnly, mountOptions], [false, ["implicit-dirs", "uid=1000", "gid=1000"]]);
    assert.deepEqual(variablesOf(infer), { OUT_BUCKET: "models-dev-ada-c0ffee", OUT_PATH: "/out" });
  });

  it("jobs and worker pools have it as services do, beside secrets and folders in memory", async () => {
    const declared = await declareIn(developer, (environment) => {
      const models = new Files("models", { environment });
      const salt = new Secret("salt", { environment, value: "a grain" });
      const scratch = { "/cache": "64Mi" } as const;
      new Job("train", { environment, image, scratch, can: [models.write("/models"), salt.read("file")] });
      new WorkerPool("score", { environment, image, instances: 1, scratch, can: [models.read("/models")] });
    });
    const named = (name: string, type: string) =>
      templateOf(one(declared, type, name)).volumes.map(({ name }: { name: string }) => name);
    assert.deepEqual(named("train/europe-west1", jobType), ["secret-salt", "files-models", "scratch-1"]);
    assert.deepEqual(named("score/europe-west1", poolType), ["files-models", "scratch-1"]);
  });

  it("without a path: the right and the bucket's name, for a client of the API, and no folder", async () => {
    const declared = await declareMounting((models) => [models.write()]);
    assert.deepEqual(grantsIn(declared), ["infer/write/models: roles/storage.objectUser"]);
    assert.equal(templateOf(inferOf(declared)).volumes, undefined);
    assert.deepEqual(variablesOf(inferOf(declared)), { MODELS_BUCKET: "models-dev-ada-c0ffee" });
  });

  it("people may be given the right, and no folder", async () => {
    const declared = await declareIn(developer, (environment) => {
      const models = new Files("models", { environment });
      const group = "group:science@example.dev";
      new People("science", { environment, group, can: [models.write()] });
      const withFolder = () => new People("others", { environment, group, can: [models.read("/models") as never] });
      assert.deepEqual(mistakesOf(withFolder), [
        "can[0]: read files models: has no container to see a folder in; leave the path out, for the right alone",
      ]);
    });
    assert.deepEqual(grantsIn(declared), ["science/write/models: roles/storage.objectUser"]);
  });
});

describe("Files that are given nonsense", () => {
  let environment: Environment;
  before(async () => {
    environment = await environmentOf(developer);
  });
  const refusals: Refusal<{ name: string; transform: FilesArgs["transform"] }>[] = [
    ["a name that is none", { name: "Models" }, /^name: "Models" must be lower-case letters/],
    ["a name like Google's", { name: "my-g00gle" }, /^name: "my-g00gle" is like Google's own/],
    [
      "another name of the bucket",
      { transform: { bucket: { name: "a" } } },
      /^transform\.bucket\.name: is what others/,
    ],
  ];
  itRefuses(refusals, ({ name = "models", ...change }) => new Files(name, { environment, ...change } as FilesArgs));

  const paths: readonly [at: string, mistake: RegExp][] = [
    ["models", /read: "models" is not the path of a folder, such as \/cache/],
    ["/", /read: "\/" is not the path of a folder/],
    ["/a/../b", /read: "\/a\/\.\.\/b" is not the path of a folder/],
    ["/models/", /read: "\/models\/" is not the path of a folder/],
    ["/proc/models", /read: "\/proc\/models" is in a folder of the system's/],
    ["/secrets", /read: "\/secrets" is in a folder of the system's or of secrets; take another/],
  ];
  for (const [at, mistake] of paths)
    it(`refuses to mount at ${at}`, async () => {
      await declareIn(developer, (environment) => {
        assert.throws(() => new Files("models", { environment }).read(at as "/"), mistake);
      });
    });

  it("refuses a user that is none", async () => {
    await declareIn(developer, (environment) => {
      const models = new Files("models", { environment });
      assert.throws(() => models.write("/models", { user: -1 }), /write\.user: -1 is not the id of a user/);
    });
  });

  type Can = (models: Files, others: Files) => Required<ServiceArgs>["can"];
  const clashes: readonly [title: string, can: Can, more: Partial<ServiceArgs>, mistakes: string[]][] = [
    [
      "a bucket mounted to read and to write",
      (models) => [models.read("/a"), models.write("/b")],
      {},
      ["can[1]: mounts files models at /b, which can[0] mounts at /a; list one: who may write may read"],
    ],
    [
      "a bucket mounted twice",
      (models) => [models.read("/a"), models.read("/b").as("B")],
      {},
      ["can[1]: repeats can[0], read files models; list it once"],
    ],
    [
      "two buckets in one place",
      (models, others) => [models.read("/a"), others.read("/a")],
      {},
      ["can[1]: /a is /a of can[0]; mount it beside that"],
    ],
    [
      "a bucket within another",
      (models, others) => [models.read("/a"), others.read("/a/b")],
      {},
      ["can[1]: /a/b is in /a of can[0]; mount it beside that"],
    ],
    [
      "memory around a bucket",
      (models) => [models.read("/a/b")],
      { scratch: { "/a": "64Mi" } },
      ['scratch["/a"]: /a is around /a/b of can[0]; mount it beside that'],
    ],
    ["folders of like names", (models, others) => [models.read("/a"), others.read("/a-b")], {}, []],
    [
      "a folder on a part of a core",
      (models) => [models.read("/a")],
      { cpu: "250m", memory: "256Mi" },
      [
        "can[0]: mounts /a, and what has 250m of a core runs in the first generation, which mounts no bucket; give it a core (cpu: 1), or leave the path out",
      ],
    ],
    ["a right alone on a part of a core", (models) => [models.read()], { cpu: "250m", memory: "256Mi" }, []],
  ];
  for (const [title, can, more, mistakes] of clashes)
    it(`${mistakes.length > 0 ? "refuses" : "takes"} ${title}`, async () => {
      await declareIn(developer, (environment) => {
        const models = new Files("models", { environment });
        const others = new Files("others", { environment });
        const args = { environment, image, ...more, can: can(models, others) } as ServiceArgs;
        assert.deepEqual(
          mistakesOf(() => new Service("infer", args)),
          mistakes,
        );
      });
    });

  it("refuses the same of jobs and of worker pools", async () => {
    await declareIn(developer, (environment) => {
      const can = [new Files("a", { environment }).read("/a"), new Files("b", { environment }).read("/a/b")];
      const told = ["can[1]: /a/b is in /a of can[0]; mount it beside that"];
      assert.deepEqual(
        mistakesOf(() => new Job("train", { environment, image, can })),
        told,
      );
      assert.deepEqual(
        mistakesOf(() => new WorkerPool("score", { environment, image, instances: 1, can })),
        told,
      );
    });
  });
});
