import assert from "node:assert/strict";
import {
  Anyone,
  Bucket,
  type Environment,
  type EnvironmentArgs,
  ForeignWorkload,
  Job,
  Secret,
  Service,
  type ServiceArgs,
} from "../../components";
import type { Region } from "../../contract";
import { type Declared, declareIn, developer, image, ofType, one, production } from "../support/declare";
import { mistakesOf } from "../support/refusals";
import { jobType, variablesOf } from "../support/workloads";

const run = "gcp:cloudrunv2/service:Service";
const invoker = "gcp:cloudrunv2/serviceIamMember:ServiceIamMember";
const account = "gcp:serviceaccount/account:Account";

type Container = {
  envs: { name: string; value: string }[];
  image: string;
  startupProbe: unknown;
  livenessProbe: unknown;
};
const template = (service: Declared) => service.inputs.template;
const container = (service: Declared): Container => template(service).containers[0];
const variables = (service: Declared) =>
  Object.fromEntries(container(service).envs.map(({ name, value }) => [name, value]));

describe("a Service", () => {
  it("runs in every region of its environment, under one name and in the region's own subnet", async () => {
    const declared = await declareIn(production, (environment) => new Service("iam", { environment, image }));
    const services = ofType(declared, run);
    assert.deepEqual(
      services.map(({ name }) => name),
      ["iam/europe-west1", "iam/us-east4", "iam/asia-northeast1"],
    );
    for (const service of services) {
      const region = service.name.split("/")[1];
      assert.equal(service.inputs.name, "iam");
      assert.equal(service.inputs.location, region);
      const { egress, networkInterfaces } = template(service).vpcAccess;
      assert.equal(egress, "ALL_TRAFFIC");
      assert.deepEqual(networkInterfaces, [{ network: "network-id", subnetwork: `subnet/${region}-id` }]);
    }
  });

  it("has an account of its own, which may observe itself and do nothing else", async () => {
    const declared = await declareIn(developer, (environment) => new Service("iam", { environment, image }));
    assert.equal(one(declared, account, "iam").inputs.accountId, "run-iam");
    assert.equal(
      template(one(declared, run, "iam/europe-west1")).serviceAccount,
      "run-iam@project.iam.gserviceaccount.com",
    );
    const grants = declared.filter(({ type, inputs }) => /IAMMember|IamMember/.test(type) && "member" in inputs);
    assert.deepEqual(
      grants.map(({ name }) => name),
      ["iam/observe"],
    );
  });

  it("is internal unless said otherwise: inside the network only, and IAM is asked", async () => {
    const declared = await declareIn(production, (environment) => new Service("iam", { environment, image }));
    const { inputs } = one(declared, run, "iam/us-east4");
    assert.equal(inputs.ingress, "INGRESS_TRAFFIC_INTERNAL_ONLY");
    assert.equal(inputs.invokerIamDisabled, false);
  });

  it("at the edge: reached through the load balancer alone, its own address switched off", async () => {
    const declared = await declareIn(
      production,
      (environment) => new Service("registry", { environment, image, exposure: "edge" }),
    );
    const { inputs } = one(declared, run, "registry/us-east4");
    assert.equal(inputs.ingress, "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER");
    assert.equal(inputs.invokerIamDisabled, true);
    assert.equal(inputs.defaultUriDisabled, true);
  });

  it("at the edge of a developer: behind the identity proxy, which lets the visitors in and no one else", async () => {
    const declared = await declareIn(
      developer,
      (environment) => new Service("registry", { environment, image, exposure: "edge" }),
    );
    const { inputs } = one(declared, run, "registry/europe-west1");
    assert.deepEqual(
      [inputs.ingress, inputs.iapEnabled, inputs.invokerIamDisabled],
      ["INGRESS_TRAFFIC_ALL", true, false],
    );
    const visit = one(
      declared,
      "gcp:iap/webCloudRunServiceIamMember:WebCloudRunServiceIamMember",
      "registry/visit/user:ada@example.dev/europe-west1",
    );
    assert.equal(visit.inputs.member, "user:ada@example.dev");
    assert.equal(visit.inputs.role, "roles/iap.httpsResourceAccessor");
  });

  it("open to anyone: only with a reason, which is recorded", async () => {
    const exposure = Anyone.because("publishes the keys that tokens are verified with");
    const declared = await declareIn(developer, (environment) => new Service("keys", { environment, image, exposure }));
    const { inputs } = one(declared, run, "keys/europe-west1");
    assert.equal(inputs.ingress, "INGRESS_TRAFFIC_ALL");
    assert.deepEqual(inputs.annotations, {
      "flotilla.dev/public-because": "publishes the keys that tokens are verified with",
    });
    assert.throws(() => Anyone.because("because"), /does not tell a reviewer why/);
  });

  it("is protected from deletion as its environment is", async () => {
    const protectedIn = async (args: typeof developer) =>
      one(await declareIn(args, (environment) => new Service("iam", { environment, image })), run, "iam/europe-west1")
        .inputs.deletionProtection;
    assert.equal(await protectedIn(developer), false);
    assert.equal(await protectedIn(production), true);
    assert.equal(await protectedIn({ ...production, deletionProtection: "off" }), false);
  });

  it("probes: a port by default, with many short tries; HTTP and gRPC on request", async () => {
    const probes = { startup: { grpc: "ready" }, liveness: { path: "/healthz", period: "30s", failures: 5 } } as const;
    const declared = await declareIn(developer, (environment) => {
      new Service("plain", { environment, image });
      new Service("probed", { environment, image, probes });
    });
    assert.deepEqual(container(one(declared, run, "plain/europe-west1")).startupProbe, {
      tcpSocket: { port: 8080 },
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 24,
    });
    const probed = container(one(declared, run, "probed/europe-west1"));
    assert.deepEqual((probed.startupProbe as Record<string, unknown>).grpc, { service: "ready", port: 8080 });
    assert.deepEqual(probed.livenessProbe, {
      httpGet: { path: "/healthz", port: 8080 },
      periodSeconds: 30,
      timeoutSeconds: 5,
      failureThreshold: 5,
    });
  });

  it("less than a core: in the first generation, one request at a time, as Cloud Run wants it", async () => {
    const declared = await declareIn(developer, (environment) => {
      new Service("small", { environment, image, cpu: "250m", memory: "128Mi" });
      new Service("large", { environment, image, cpu: 4, memory: "16Gi" });
    });
    const shape = (name: string) => {
      const { executionEnvironment, maxInstanceRequestConcurrency, containers } = template(
        one(declared, run, `${name}/europe-west1`),
      );
      return [executionEnvironment, maxInstanceRequestConcurrency, containers[0].resources.limits];
    };
    assert.deepEqual(shape("small"), ["EXECUTION_ENVIRONMENT_GEN1", 1, { cpu: "250m", memory: "128Mi" }]);
    assert.deepEqual(shape("large"), ["EXECUTION_ENVIRONMENT_GEN2", 80, { cpu: "4", memory: "16Gi" }]);
  });

  it("a release: its revision has a name, and traffic is shared by name, in whatever order it is said", async () => {
    const declared = await declareIn(production, (environment) => {
      new Service("iam", { environment, image, release: "v42", traffic: { v42: 10, v41: 90 } });
      new Service("plain", { environment, image });
    });
    const { inputs } = one(declared, run, "iam/us-east4");
    assert.equal(inputs.template.revision, "iam-v42");
    const type = "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION";
    assert.deepEqual(inputs.traffics, [
      { type, revision: "iam-v41", percent: 90 },
      { type, revision: "iam-v42", percent: 10 },
    ]);
    const plain = one(declared, run, "plain/us-east4").inputs;
    assert.equal("revision" in plain.template, false);
    assert.deepEqual(plain.traffics, [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }]);
  });

  it("egress: private, but where it may reach a bucket outside, unless said otherwise", async () => {
    const declared = await declareIn(developer, (environment) => {
      const layers = new Bucket("layers", { environment });
      new Service("plain", { environment, image });
      new Service("reader", { environment, image, can: [layers.read()] });
      new Service("signer", { environment, image, can: [layers.read()], egress: "private" });
      new Service("sender", { environment, image, egress: "internet" });
    });
    const egress = ofType(declared, run).map((service) => [
      service.name.split("/")[0],
      template(service).vpcAccess.egress,
    ]);
    assert.deepEqual(Object.fromEntries(egress), {
      plain: "ALL_TRAFFIC",
      reader: "PRIVATE_RANGES_ONLY",
      signer: "ALL_TRAFFIC",
      sender: "PRIVATE_RANGES_ONLY",
    });
  });

  it("perRegion: is otherwise in that region alone, and the rest is as everywhere", async () => {
    const next = image.replace(/.$/, "0");
    const declared = await declareIn(production, (environment) => {
      new Service("iam", {
        environment,
        image,
        scaling: { min: 1, max: 20 },
        variables: { CACHE: "small", LEVEL: "info" },
        perRegion: {
          "us-east4": { image: next, scaling: { min: 3 }, variables: { CACHE: "large", LEVEL: undefined as never } },
        },
      });
    });
    const shape = (region: string) => {
      const service = one(declared, run, `iam/${region}`);
      return [container(service).image, template(service).scaling, variables(service)];
    };
    const usual = [image, { minInstanceCount: 1, maxInstanceCount: 20 }, { CACHE: "small", LEVEL: "info" }];
    assert.deepEqual(shape("europe-west1"), usual);
    assert.deepEqual(shape("asia-northeast1"), usual);
    assert.deepEqual(shape("us-east4"), [
      next,
      { minInstanceCount: 3, maxInstanceCount: 20 },
      { CACHE: "large", LEVEL: "info" },
    ]);
  });

  it("perRegion: takes of each region's budget what it may reach there", async () => {
    await declareIn({ ...production, instanceBudget: 100 }, (environment) => {
      new Service("iam", {
        environment,
        image,
        scaling: { max: 40 },
        perRegion: { "us-east4": { scaling: { max: 90 } } },
      });
      assert.deepEqual(
        mistakesOf(() => {
          new Service("push", {
            environment,
            image,
            scaling: { max: 60 },
            perRegion: { "us-east4": { scaling: { max: 11 } } },
          });
        }),
        [
          "perRegion.us-east4.scaling.max: 11 in us-east4, beside iam 90, are more than the 100 instances of the environment's " +
            "instanceBudget in a region; lower the most of one, or raise that",
        ],
      );
    });
  });

  it("sidecars: stand behind its own container, without a port, with variables of theirs and nothing it was granted", async () => {
    const declared = await declareIn(developer, (environment) => {
      const salt = new Secret("salt", { environment, value: "s" });
      new Service("registry", {
        environment,
        image,
        can: [salt.read()],
        sidecars: {
          cache: { image: "redis:8", memory: "128Mi", probes: { port: 6379 } },
          agent: { image: "agent:1", variables: { LEVEL: "info" }, args: ["--quiet"] },
        },
      });
    });
    const { containers, executionEnvironment } = template(one(declared, run, "registry/europe-west1"));
    const [own, agent, cache, ...others] = containers;
    assert.deepEqual(others, []);
    assert.deepEqual([own.name, own.ports, own.dependsOns], ["service", { containerPort: 8080 }, ["cache"]]);
    assert.equal(executionEnvironment, "EXECUTION_ENVIRONMENT_GEN2");
    assert.deepEqual(agent, {
      name: "agent",
      image: "agent:1",
      args: ["--quiet"],
      envs: [{ name: "LEVEL", value: "info" }],
      resources: { limits: { cpu: "250m", memory: "256Mi" }, cpuIdle: true },
    });
    assert.deepEqual(
      [cache.name, cache.ports, cache.envs, cache.startupProbe.tcpSocket],
      ["cache", undefined, [], { port: 6379 }],
    );
  });

  it("sidecars: share what an instance may have, less than a core too", async () => {
    const declared = await declareIn(developer, (environment) => {
      const sidecars = { cache: { image: "redis:8" } };
      new Service("small", { environment, image, cpu: "500m", memory: "256Mi", sidecars });
    });
    const { executionEnvironment, maxInstanceRequestConcurrency } = template(one(declared, run, "small/europe-west1"));
    assert.deepEqual([executionEnvironment, maxInstanceRequestConcurrency], ["EXECUTION_ENVIRONMENT_GEN1", 1]);
  });

  it("telemetry: a collector that listens inside alone and is ready first; the service finds it by the usual variables", async () => {
    const declared = await declareIn(developer, (environment) => {
      new Service("registry", {
        environment,
        image,
        telemetry: "otelcol-google:0.160.0",
        variables: { OTEL_SERVICE_NAME: "own" },
      });
    });
    const service = one(declared, run, "registry/europe-west1");
    assert.deepEqual(variables(service), {
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318",
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
      OTEL_SERVICE_NAME: "own",
    });
    const [own, collector] = template(service).containers;
    assert.deepEqual([own.dependsOns, collector.args], [["collector"], ["--config=env:COLLECTOR_CONFIG"]]);
    assert.deepEqual(collector.startupProbe.httpGet, { path: "/", port: 13133 });
    const { receivers, service: pipes } = JSON.parse(collector.envs[0].value);
    assert.deepEqual(receivers.otlp.protocols.http, { endpoint: "localhost:4318" });
    assert.deepEqual(Object.keys(pipes.pipelines), ["traces", "metrics"]);
  });

  it("scratch: folders in memory, each with its most", async () => {
    const declared = await declareIn(developer, (environment) => {
      new Service("registry", { environment, image, scratch: { "/tmp/b": "64Mi", "/cache": "256Mi" } });
    });
    const { volumes, containers } = template(one(declared, run, "registry/europe-west1"));
    assert.deepEqual(volumes, [
      { name: "scratch-1", emptyDir: { medium: "MEMORY", sizeLimit: "256Mi" } },
      { name: "scratch-2", emptyDir: { medium: "MEMORY", sizeLimit: "64Mi" } },
    ]);
    assert.deepEqual(containers[0].volumeMounts, [
      { name: "scratch-1", mountPath: "/cache" },
      { name: "scratch-2", mountPath: "/tmp/b" },
    ]);
  });

  it("gpu: brings the cores and memory that go with it, which it keeps between requests", async () => {
    const declared = await declareIn(developer, (environment) => {
      const most = { gpu: "nvidia-l4", scaling: { max: 2 } } as const;
      new Service("models", { environment, image, ...most });
      new Service("traced", { environment, image, ...most, cpu: 6, telemetry: "otelcol:1" });
    });
    const { nodeSelector, gpuZonalRedundancyDisabled, containers } = template(
      one(declared, run, "models/europe-west1"),
    );
    assert.deepEqual([nodeSelector, gpuZonalRedundancyDisabled], [{ accelerator: "nvidia-l4" }, true]);
    assert.deepEqual(containers[0].resources.limits, { cpu: "4", memory: "16Gi", "nvidia.com/gpu": "1" });
    const [own, collector] = template(one(declared, run, "traced/europe-west1")).containers;
    assert.deepEqual([own.resources.cpuIdle, collector.resources.cpuIdle], [false, false]);
  });

  it("audiences: are its own", async () => {
    const declared = await declareIn(developer, (environment) => {
      const audiences = ["https://iam.example.dev"];
      new Service("iam", { environment, image, audiences });
      assert.deepEqual(
        mistakesOf(() => new Service("copy", { environment, image, audiences })),
        ["audiences[0]: https://iam.example.dev is iam's; a token for it would let its caller in here"],
      );
    });
    assert.deepEqual(one(declared, run, "iam/europe-west1").inputs.customAudiences, ["https://iam.example.dev"]);
  });

  it("transform: changes one child and nothing beside it", async () => {
    const transform = {
      service: { template: { executionEnvironment: "EXECUTION_ENVIRONMENT_GEN1" }, description: "x" },
    };
    const declared = await declareIn(developer, (environment) => new Service("iam", { environment, image, transform }));
    const service = one(declared, run, "iam/europe-west1");
    assert.equal(template(service).executionEnvironment, "EXECUTION_ENVIRONMENT_GEN1");
    assert.equal(container(service).image, image);
  });
});

describe("call()", () => {
  it("grants the caller run.invoker on the callee in each of its regions, under the caller", async () => {
    const declared = await declareIn(production, (environment) => {
      const iam = new Service("iam", { environment, image });
      new Service("registry", { environment, image, can: [iam.call()] });
    });
    const grants = ofType(declared, invoker);
    assert.deepEqual(
      grants.map(({ name, parent, inputs }) => [
        name,
        parent,
        inputs.location,
        inputs.name,
        inputs.role,
        inputs.member,
      ]),
      production.regions.map((region) => [
        `registry/call/iam/${region}`,
        "registry",
        region,
        "iam",
        "roles/run.invoker",
        "serviceAccount:run-registry@project.iam.gserviceaccount.com",
      ]),
    );
  });

  it("gives the address nearest to each region of the caller", async () => {
    const declared = await declareIn(production, (environment) => {
      const iam = new Service("iam", { environment, image, regions: ["us-east4", "europe-west1"] });
      new Service("registry", { environment, image, can: [iam.call()] });
    });
    const urlIn = (region: string) => variables(one(declared, run, `registry/${region}`)).IAM_URL;
    assert.equal(urlIn("europe-west1"), "https://iam-318420971355.europe-west1.run.app");
    assert.equal(urlIn("us-east4"), "https://iam-318420971355.us-east4.run.app");
    assert.equal(urlIn("asia-northeast1"), "https://iam-318420971355.europe-west1.run.app");
  });

  it("leads around a drained region, but those who are drained themselves: they stay as they are", async () => {
    const declared = await declareIn({ ...production, servingRegions: ["us-east4"] }, (environment) => {
      const iam = new Service("iam", { environment, image, regions: ["us-east4", "europe-west1"] });
      new Service("registry", { environment, image, can: [iam.call()] });
      new Job("sweep", { environment, image, can: [iam.call()] });
      const { outputs } = new ForeignWorkload("billing", {
        environment,
        account: "billing@billing-prod.iam.gserviceaccount.com",
        because: "reads who may pull what, to bill for it",
        can: [iam.call()],
      });
      outputs.variables.apply((known) => {
        for (const { IAM_URL } of Object.values(known)) assert.match(IAM_URL ?? "", /us-east4/);
      });
    });
    const urlIn = (workload: Declared) => variablesOf(workload).IAM_URL?.split(".")[1];
    const urls = ["europe-west1", "us-east4", "asia-northeast1"].map((region) =>
      urlIn(one(declared, run, `registry/${region}`)),
    );
    assert.deepEqual(urls, ["europe-west1", "us-east4", "us-east4"]);
    assert.equal(urlIn(one(declared, jobType, "sweep/europe-west1")), "us-east4");
    assert.equal(ofType(declared, invoker).filter(({ name }) => name.startsWith("registry/call/")).length, 2);
  });

  it("makes no service wait for another: both directions at once, and oneself", async () => {
    const declared = await declareIn(developer, (environment) => {
      const later = Service.later("audit", environment);
      const iam = new Service("iam", { environment, image, can: [later.call()] });
      new Service(later, { environment, image, can: [iam.call(), later.call().as("SELF")] });
    });
    assert.equal(
      variables(one(declared, run, "iam/europe-west1")).AUDIT_URL,
      "https://audit-318420971355.europe-west1.run.app",
    );
    assert.deepEqual(Object.keys(variables(one(declared, run, "audit/europe-west1"))), ["IAM_URL", "SELF_URL"]);
    for (const service of ofType(declared, run)) assert.ok(!service.dependsOn.some((name) => name.includes("/call/")));
    assert.deepEqual(
      one(declared, invoker, "iam/call/audit/europe-west1").dependsOn.includes("audit/europe-west1"),
      true,
    );
  });
});

describe("what JavaScript could get past the compiler", () => {
  it("calling an edge service: refused", async () => {
    await declareIn(production, (environment) => {
      const registry: unknown = new Service("registry", { environment, image, exposure: "edge" });
      assert.throws(() => (registry as Service).call(), /call: "registry" is not internal/);
    });
  });

  it("making a capability or a public exposure by hand: refused", async () => {
    await declareIn(production, (environment) => {
      const iam = new Service("iam", { environment, image });
      const Forged = iam.call().constructor as new (...args: unknown[]) => never;
      assert.throws(() => new Forged({ verb: "call", owner: "iam", variables: {} }, "IAM"), /a capability is given by/);
      const ForgedAnyone = Anyone as unknown as new (...args: unknown[]) => never;
      assert.throws(() => new ForgedAnyone("x"), /say why/);
    });
  });

  it("an argument that is given as undefined: its default", async () => {
    const declared = await declareIn(developer, (environment) => {
      new Service("iam", { environment, image, memory: undefined, port: undefined, scaling: { min: undefined } });
    });
    assert.equal(template(one(declared, run, "iam/europe-west1")).scaling.minInstanceCount, 0);
  });
});

describe("a Service that is given nonsense", () => {
  const refusals: [string, (environment: Environment) => Partial<ServiceArgs>, RegExp, EnvironmentArgs?][] = [
    ["memory without a unit", () => ({ memory: "512" as never }), /memory: "512" is not a size such as 512Mi/],
    ["too little memory for its cores", () => ({ cpu: 4 }), /memory: 512Mi is not between 2Gi and 16Gi, for 4 cores/],
    [
      "more memory than its cores take",
      () => ({ memory: "8Gi" }),
      /memory: 8Gi is not between 512Mi and 4Gi, for 1 core/,
    ],
    [
      "a start that takes too long",
      () => ({ probes: { startup: { path: "/", failures: 99 } } }),
      /probes\.startup\.failures: 99 failures 10s apart are more than the 240s/,
    ],
    [
      "half seconds",
      () => ({ probes: { liveness: { path: "/", period: "6.5s" } } }),
      /probes\.liveness\.period: 6\.5s is not in whole seconds/,
    ],
    [
      "a probe that is none",
      () => ({ probes: { livness: { path: "/" } } as never }),
      /probes\.livness: is neither startup nor liveness/,
    ],
    [
      "a transform of its name",
      () => ({ transform: { service: { name: "x" } as never } }),
      /transform\.service\.name: is what others were told/,
    ],
    [
      "a transform of its account",
      () => ({ transform: { service: { template: { serviceAccount: "x" } } } }),
      /transform\.service\.template\.serviceAccount: is the service's own/,
    ],
    [
      "cores that there are not",
      () => ({ cpu: 3 as never }),
      /cpu: 3 is not among 1, 2, 4, 6, 8, nor a part of a core/,
    ],
    ["too small a part of a core", () => ({ cpu: "79m" }), /cpu: 79m is not among 1, 2, 4, 6, 8, nor a part of a core/],
    [
      "a part of a core with the memory of a whole one",
      () => ({ cpu: "499m", memory: "1Gi" }),
      /memory: 1Gi is not between 128Mi and 512Mi, for 499m of a core/,
    ],
    [
      "a part of a core for many requests",
      () => ({ cpu: "500m", concurrency: 2 as never }),
      /concurrency: 2 is not 1, all that less than a core works on at once/,
    ],
    ["traffic without a name", () => ({ traffic: { v41: 100 } }), /release: is missing; name this revision/],
    [
      "traffic that is too little",
      () => ({ release: "v42", traffic: { v41: 80, v42: 10 } }),
      /traffic: adds up to 90 percent of the requests, and is to be 100/,
    ],
    [
      "traffic of nothing",
      () => ({ release: "v42", traffic: { v41: 0, v42: 100 } }),
      /traffic\.v41: 0 is not a whole percentage from 1 to 100; leave out who gets none/,
    ],
    ["a release that is none", () => ({ release: "V42" }), /release: "V42" is not 1 to 54 lower-case letters/],
    [
      "a release that is too long",
      () => ({ release: "v".repeat(55) }),
      /release: "v{55}" is not 1 to 54 lower-case letters/,
    ],
    ["a timeout of hours", () => ({ timeout: "2h" }), /timeout: 2h is not between 1s and 60m/],
    ["concurrency of none", () => ({ concurrency: 0 }), /concurrency: 0 is not between 1 and 1000/],
    ["fewer at most than at least", () => ({ scaling: { min: 3, max: 1 } }), /scaling: min 3 is more than max 1/],
    [
      "a region it has not",
      () => ({ regions: ["us-west1"] }),
      /regions\[0\]: "us-west1" is not among the environment's regions/,
    ],
    [
      "regions that are all drained",
      ({ regions }) => ({ regions: [regions[2] as Region] }),
      /regions: are drained, all of them, so nobody would answer; add one that serves: europe-west1, us-east4$/m,
      { ...production, servingRegions: ["europe-west1", "us-east4"] },
    ],
    ["an image by tag in production", () => ({ image: "iam:latest" }), /image: iam:latest is not pinned by digest/],
    ["an egress that is none", () => ({ egress: "nat" as never }), /egress: "nat" is neither "private" nor "internet"/],
    [
      "what is otherwise where it does not run",
      () => ({ regions: ["us-east4"], perRegion: { "europe-west1": { scaling: { min: 1 } } } }),
      /perRegion\.europe-west1: it does not run there, but in us-east4/,
    ],
    [
      "what is the same everywhere",
      () => ({ perRegion: { "us-east4": { port: 80 } as never } }),
      /perRegion\.us-east4\.port: is the same in all regions; what may differ is image, variables, release/,
    ],
    [
      "what is wrong in one region",
      () => ({ perRegion: { "us-east4": { scaling: { min: 200 }, image: "a:1" } } }),
      /perRegion\.us-east4\.image: a:1 is not pinned.*perRegion\.us-east4\.scaling: min 200 is more than max 100/s,
    ],
    [
      "a sidecar that is named as what it stands beside",
      () => ({ sidecars: { service: { image: `${image}` } } }),
      /sidecars\.service: is what the service's own container is called/,
    ],
    [
      "a sidecar in the collector's place",
      () => ({ telemetry: image, sidecars: { collector: { image } } }),
      /sidecars\.collector: is what the container of telemetry is called/,
    ],
    [
      "all that is wrong with a sidecar",
      () => ({
        sidecars: {
          cache: {
            image: "redis:8",
            cpu: "9m",
            variables: { K_SERVICE: "x" },
            probes: { port: 0, startup: { path: "/", period: "1h" } },
          },
        },
      }),
      /cache\.image: redis:8 is not pinned.*cache\.cpu: 9m is not.*cache\.variables\.K_SERVICE.*cache\.probes\.startup\.period.*cache\.probes\.port: 0/s,
    ],
    [
      "more memory of all containers than their cores take",
      () => ({ memory: "4Gi", telemetry: image }),
      /memory: 4Gi \+ 256Mi of all containers is not between 512Mi and 4Gi, for 1\.25 cores/,
    ],
    ["a collector by tag in production", () => ({ telemetry: "otelcol:1" }), /telemetry: otelcol:1 is not pinned/],
    ["a scratch folder without a place", () => ({ scratch: { cache: "64Mi" } }), /scratch\["cache"\]: is not the path/],
    [
      "a scratch folder of secrets",
      () => ({ scratch: { "/secrets/a": "64Mi" } }),
      /is in a folder of the system's or of/,
    ],
    [
      "a scratch folder that takes all memory",
      () => ({ scratch: { "/cache": "512Mi" } }),
      /scratch: holds up to 512Mi, which are taken from the container's 512Mi/,
    ],
    [
      "a GPU where there is none, without a most",
      () => ({ gpu: "nvidia-l4" }),
      /gpu: there is no nvidia-l4 in asia-northeast1; name regions that have it: .*scaling\.max: is missing; say how many/s,
    ],
    [
      "a GPU with too little beside it",
      () => ({ gpu: "nvidia-l4", cpu: 2 as never, memory: "8Gi", regions: ["us-east4"], scaling: { max: 1 } }),
      /cpu: 2 is less than the 4 cores that go with nvidia-l4.*memory: 8Gi is less than the 16Gi/s,
    ],
    ["a GPU that there is not", () => ({ gpu: "nvidia-t4" as never }), /gpu: "nvidia-t4" is not among nvidia-l4/],
    [
      "audiences that nobody asks for",
      () => ({ exposure: "edge" as never, audiences: ["https://iam.example.dev"] }),
      /audiences: are asked for by nobody: only an internal service/,
    ],
    ["an audience that is no URL", () => ({ audiences: ["iam"] }), /audiences\[0\]: "iam" is not a URL of https/],
    [
      "an audience that it has anyway",
      () => ({ audiences: ["https://iam-318420971355.us-east4.run.app"] }),
      /audiences\[0\]: .* is an address of Cloud Run's, which are taken anyway/,
    ],
    ["a reserved variable", () => ({ variables: { PORT: "1" } }), /variables\.PORT: PORT is reserved by Cloud Run/],
    ["a variable that is none", () => ({ variables: { "a-b": "1" } }), /variables\.a-b: "a-b" is not a variable name/],
    ["a forged capability", () => ({ can: [{} as never] }), /can\[0\]: is not a capability/],
    [
      "an exposure that is none",
      () => ({ exposure: "public" as never }),
      /exposure: "public" is neither "internal", "edge" nor/,
    ],
    [
      "a probe slower than its period",
      () => ({ probes: { liveness: { path: "/", timeout: "20s" } } }),
      /probes\.liveness\.timeout: 20s is longer than the period of 10s/,
    ],
    [
      "one capability twice",
      (environment) => {
        const iam = new Service("iam", { environment, image });
        return { can: [iam.call(), iam.call().as("AGAIN")] };
      },
      /can\[1\]: repeats can\[0\], call service iam/,
    ],
    [
      "two capabilities with one variable",
      (environment) => ({
        can: [new Service("a", { environment, image }).call(), new Service("b", { environment, image }).call().as("A")],
      }),
      /can\[1\]: A_URL is given by can\[0\] already; use \.as\("…"\)/,
    ],
  ];
  for (const [title, args, message, where = production] of refusals)
    it(`refuses ${title}`, async () => {
      await declareIn(where, (environment) => {
        const bad = { environment, image, ...args(environment) } as ServiceArgs;
        assert.throws(() => new Service("registry", bad), message);
      });
    });

  it("refuses more instances than the environment's budget, together with those of the others in the region", async () => {
    const some = (max: number, regions?: readonly Region[]) => ({
      image,
      scaling: { max },
      ...(regions && { regions }),
    });
    await declareIn({ ...production, instanceBudget: 100 }, (environment) => {
      new Service("iam", { environment, ...some(60) });
      new Service("audit", { environment, ...some(30, ["us-east4"]) });
      new Job("sweep", { environment, image });
      const [mistake] = mistakesOf(() => new Service("registry", { environment, ...some(40) }));
      assert.equal(
        mistake,
        "scaling.max: 40 in europe-west1, us-east4, beside iam 60, job sweep 1, are more than the 100 instances of the " +
          "environment's instanceBudget in a region; lower the most of one, or raise that",
      );
      new Service("registry", { environment, ...some(39, ["europe-west1"]) });
      const [full] = mistakesOf(() => new Job("other", { environment, image }));
      assert.match(
        full ?? "",
        /^environment.instanceBudget: 1 in europe-west1, beside iam 60, job sweep 1, registry 39,/,
      );
    });
  });

  it("tells all mistakes at once, before anything is made", async () => {
    const declared = await declareIn(developer, (environment) => {
      const bad = { environment, image: "a b", memory: "1GB" as never, timeout: "1d" as never };
      assert.throws(
        () => new Service("Registry", bad),
        (error: Error) => {
          for (const path of ["name", "image", "memory", "timeout"])
            assert.match(error.message, new RegExp(`^  ${path}: `, "m"));
          return true;
        },
      );
    });
    assert.deepEqual(ofType(declared, "flotilla:run:Service"), []);
  });
});
