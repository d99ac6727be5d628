/** A service with `routing: "native"`: one service of Cloud Run's in all of its regions. */
import assert from "node:assert/strict";
import {
  Anyone,
  Cron,
  Database,
  Edge,
  type Environment,
  type EnvironmentArgs,
  EventType,
  Job,
  Service,
  type ServiceArgs,
  Trigger,
} from "../../components";
import { events } from "../../contract";
import { type Declared, declareIn, developer, image, ofType, one, production } from "../support/declare";
import { mistakesOf } from "../support/refusals";
import { jobType, variablesOf } from "../support/workloads";

const run = "gcp:cloudrunv2/service:Service";
const invoker = "gcp:cloudrunv2/serviceIamMember:ServiceIamMember";
const group = "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup";
const images = { psql: image, proxy: image };
const native = { image, routing: "native" } as const;
const twoRegions: EnvironmentArgs = { ...developer, regions: ["europe-west1", "us-east4"] };

describe("a native Service", () => {
  it("is one service for all regions, which are named in an order of their own", async () => {
    const declared = await declareIn(production, (environment) => new Service("iam", { environment, ...native }));
    const { name, inputs } = one(declared, run, "iam/global");
    assert.deepEqual(ofType(declared, run).length, 1);
    assert.deepEqual([name, inputs.name, inputs.location], ["iam/global", "iam-global", "global"]);
    assert.deepEqual(inputs.multiRegionSettings, { regions: ["asia-northeast1", "europe-west1", "us-east4"] });
  });

  it("names its network alone, and waits for the subnets of that name", async () => {
    const declared = await declareIn(production, (environment) => {
      new Service("iam", { environment, ...native, regions: ["us-east4", "europe-west1"] });
    });
    const { inputs, dependsOn } = one(declared, run, "iam/global");
    assert.deepEqual(inputs.template.vpcAccess, {
      egress: "ALL_TRAFFIC",
      networkInterfaces: [{ network: "network-id" }],
    });
    assert.deepEqual(
      dependsOn.filter((name) => name.startsWith("subnet/")),
      ["subnet/europe-west1", "subnet/us-east4"],
    );
  });

  it("is called as a regional one is, under its own name: a grant and an address in each region", async () => {
    const declared = await declareIn(production, (environment) => {
      const iam = new Service("iam", { environment, ...native });
      new Service("registry", { environment, image, can: [iam.call()] });
    });
    assert.deepEqual(
      ofType(declared, invoker).map(({ name, inputs, dependsOn }) => [
        name,
        inputs.location,
        inputs.name,
        dependsOn.includes("iam/global"),
      ]),
      production.regions.map((region) => [`registry/call/iam/${region}`, region, "iam-global", true]),
    );
    for (const region of production.regions)
      assert.deepEqual(variablesOf(one(declared, run, `registry/${region}`)), {
        IAM_URL: `https://iam-global-318420971355.${region}.run.app`,
      });
  });

  it("is led around where a region is drained, as a regional one is", async () => {
    const declared = await declareIn({ ...production, servingRegions: ["us-east4"] }, (environment) => {
      const iam = new Service("iam", { environment, ...native });
      new Job("sweep", { environment, image, can: [iam.call()] });
    });
    assert.deepEqual(one(declared, run, "iam/global").inputs.multiRegionSettings.regions.length, 3);
    assert.match(variablesOf(one(declared, jobType, "sweep/europe-west1")).IAM_URL ?? "", /\.us-east4\./);
  });

  it("has an endpoint group in each region, under the names that the groups have anyway", async () => {
    const groups = async (args: Partial<ServiceArgs<"edge">>): Promise<Declared[]> =>
      ofType(
        await declareIn(production, (environment) => {
          const registry = new Service("registry", { environment, image, exposure: "edge", ...(args as object) });
          new Edge("edge", { environment, routes: { "registry.example.dev": registry } });
        }),
        group,
      );
    const [regional, global] = [await groups({}), await groups({ routing: "native" })];
    const shape = (of: Declared[]) =>
      of.map(({ name, inputs }) => [name, inputs.region, inputs.cloudRun.service]).sort();
    assert.deepEqual(
      shape(global),
      shape(regional).map(([name, region]) => [name, region, "registry-global"]),
    );
    for (const { dependsOn } of global) assert.ok(dependsOn.includes("registry/global"));
  });

  it("is pushed to and called by the clock where it serves first", async () => {
    const declared = await declareIn({ ...production, alerts: ["oncall@example.dev"] }, (environment) => {
      const notifier = new Service("notifier", { environment, ...native });
      const pushed = new EventType("image-pushed", { environment, declaration: events.imagePushed });
      new Trigger("notify", { environment, on: pushed, to: notifier });
      new Cron("hourly", { environment, schedule: "0 * * * *", calls: notifier });
    });
    const address = "https://notifier-global-318420971355.europe-west1.run.app";
    const [subscription] = ofType(declared, "gcp:pubsub/subscription:Subscription").filter(
      ({ inputs }) => inputs.pushConfig,
    );
    assert.equal(subscription?.inputs.pushConfig.pushEndpoint, `${address}/events`);
    const schedule = one(declared, "gcp:cloudscheduler/job:Job", "hourly/schedule");
    assert.equal(schedule.inputs.httpTarget.uri, `${address}/`);
    assert.ok(schedule.dependsOn.includes("notifier/global"));
  });

  it("calls what has one address for all of its regions, and logs in to what answers alike", async () => {
    const declared = await declareIn(production, (environment) => {
      const catalog = new Database("catalog", { environment, images, replicas: ["us-east4"] });
      const iam = new Service("iam", { environment, image, regions: ["us-east4"] });
      new Service("registry", { environment, ...native, can: [iam.call(), catalog.connect("readwrite")] });
    });
    const { IAM_URL } = variablesOf(one(declared, run, "registry/global"));
    assert.equal(IAM_URL, "https://iam-318420971355.us-east4.run.app");
  });

  it("may have a GPU, where all of its regions have it, and a named release", async () => {
    const declared = await declareIn(production, (environment) => {
      const scaling = { max: 2 };
      new Service("models", {
        environment,
        ...native,
        regions: ["europe-west1", "us-east4"],
        gpu: "nvidia-l4",
        scaling,
        release: "v1",
      });
    });
    const { template } = one(declared, run, "models/global").inputs;
    assert.deepEqual(template.nodeSelector, { accelerator: "nvidia-l4" });
    assert.equal(template.revision, "models-global-v1");
  });

  it("is open to anyone for a reason, as a regional one is", async () => {
    const exposure = Anyone.because("publishes the keys that tokens are verified with");
    const declared = await declareIn(twoRegions, (environment) => {
      new Service("keys", { environment, ...native, exposure });
    });
    assert.equal(one(declared, run, "keys/global").inputs.ingress, "INGRESS_TRAFFIC_ALL");
  });

  it("keeps the name that it had, as a regional one does", async () => {
    const declared = await declareIn(production, (environment) => {
      new Service("access", { environment, ...native, formerName: "iam" });
    });
    assert.equal(one(declared, run, "access/global").inputs.name, "iam-global");
  });

  it("takes of each region's budget what it may reach there", async () => {
    await declareIn({ ...production, instanceBudget: 100 }, (environment) => {
      new Service("iam", { environment, ...native, scaling: { max: 60 } });
      const [mistake] = mistakesOf(() => new Service("push", { environment, image, scaling: { max: 41 } }));
      assert.match(
        mistake ?? "",
        /41 in europe-west1, us-east4, asia-northeast1, beside iam 60, are more than the 100/,
      );
    });
  });
});

describe("a service whose routing is said", () => {
  const waits = (declared: Declared[], who: string) =>
    one(declared, run, who).dependsOn.filter((name) => name.includes("/call/"));

  it("is there, and may be called, before its callers are told its address: switched either way, it answers", async () => {
    for (const routing of ["native", "regional"] as const) {
      const declared = await declareIn(production, (environment) => {
        const iam = new Service("iam", { environment, image, routing });
        new Service("registry", { environment, image, can: [iam.call()] });
        new Service("plain", { environment, image, can: [new Service("audit", { environment, image }).call()] });
      });
      const grants = production.regions.map((region) => `registry/call/iam/${region}`).sort();
      assert.deepEqual(waits(declared, "registry/us-east4"), grants);
      assert.deepEqual(waits(declared, "plain/us-east4"), []);
    }
  });

  it("named first: callers are told the address that it will have, and nobody waits for one another", async () => {
    const declared = await declareIn(production, (environment) => {
      const later = Service.later("audit", environment, { routing: "native" });
      const iam = new Service("iam", { environment, image, routing: "regional", can: [later.call()] });
      new Service(later, { environment, image, can: [] });
      new Service("registry", { environment, image, can: [iam.call()] });
    });
    assert.equal(one(declared, run, "audit/global").inputs.name, "audit-global");
    const { AUDIT_URL } = variablesOf(one(declared, run, "iam/us-east4"));
    assert.equal(AUDIT_URL, "https://audit-global-318420971355.us-east4.run.app");
    assert.deepEqual(waits(declared, "iam/us-east4"), []);
  });

  it("named first: services that call each other, and one that calls itself, are made all the same", async () => {
    const declared = await declareIn(production, (environment) => {
      const later = Service.later("audit", environment);
      const iam = new Service("iam", { environment, image, routing: "regional", can: [later.call()] });
      new Service(later, { environment, image, can: [iam.call(), later.call().as("SELF")] });
    });
    assert.equal(waits(declared, "audit/us-east4").length, 3);
    assert.deepEqual(waits(declared, "iam/us-east4"), []);
  });
});

describe("a native Service that is given what it cannot have", () => {
  type Given = [
    title: string,
    args: (environment: Environment) => object,
    mistakes: readonly RegExp[],
    where?: EnvironmentArgs,
  ];
  const refusals: Given[] = [
    [
      "a routing that is none",
      () => ({ routing: "global" }),
      [/^routing: "global" is neither "regional" nor "native"$/],
    ],
    [
      "one region",
      () => ({ regions: ["us-east4"] }),
      [
        /^routing: "native" is for several regions, and it runs in us-east4 alone; say "regional" there, as in environment\.regions\.length/,
      ],
    ],
    [
      "what is otherwise in one region",
      () => ({ perRegion: { "us-east4": { scaling: { min: 1 } } } }),
      [/^perRegion: is not for a native service, all of whose regions have the same; take it out, or have the routing/],
    ],
    [
      "a canary",
      () => ({ release: "v42", traffic: { v41: 90, v42: 10 } }),
      [/^traffic: is not for a native service: .* in alpha alone/],
    ],
    [
      "a call to whom each region finds nearest elsewhere",
      (environment) => ({ can: [new Service("iam", { environment, image }).call()] }),
      [
        /^can\[0\]: call service iam is nearest in europe-west1, us-east4, asia-northeast1, so that its address is another in each region.*: give iam one region, or/,
      ],
    ],
    [
      "a call to another native service, whose addresses are regional too",
      (environment) => ({ can: [new Service("iam", { environment, ...native }).call()] }),
      [/^can\[0\]: call service iam is nearest in/],
    ],
    [
      "a login that each region's nearest copy answers",
      (environment) => ({
        can: [new Database("catalog", { environment, images, replicas: ["us-east4"] }).connect("readonly")],
      }),
      [/^can\[0\]: connect database catalog is answered by the nearest copy, in europe-west1, us-east4, and a native/],
    ],
    [
      "a change of its regions behind everybody's back",
      () => ({ transform: { service: { multiRegionSettings: { regions: ["us-east4"] } } } }),
      [/^transform\.service\.multiRegionSettings: is what others were told/],
    ],
    [
      "subnets that are not called as their network is",
      () => ({}),
      [
        /^routing: "native" finds in each region the subnet that has the network's own name, and existingNetwork shared has apps in us-east4, run in asia-northeast1; give subnets called shared, or/,
      ],
      {
        ...production,
        existingNetwork: {
          name: "shared",
          subnets: { "europe-west1": "shared", "us-east4": "apps", "asia-northeast1": "run" },
        },
      },
    ],
    [
      "the identity proxy of a developer's edge",
      () => ({ exposure: "edge" }),
      [/^routing: "native" is not for exposure "edge" in a developer environment: the identity proxy .* in beta alone/],
      twoRegions,
    ],
    [
      "all of it",
      () => ({ regions: ["us-east4"], perRegion: {}, traffic: { v1: 100 }, release: "v1" }),
      [/^routing: /, /^perRegion: /, /^traffic: /],
    ],
  ];
  for (const [title, args, mistakes, where = production] of refusals)
    it(`refuses ${title}`, async () => {
      await declareIn(where, (environment) => {
        const bad = { environment, ...native, ...args(environment) } as ServiceArgs;
        const found = mistakesOf(() => new Service("registry", bad));
        assert.equal(found.length, mistakes.length, found.join("\n"));
        for (const [i, mistake] of mistakes.entries()) assert.match(found[i] ?? "", mistake);
      });
    });

  it("refuses a name, or a former one, that a native service has in the cloud", async () => {
    await declareIn(production, (environment) => {
      new Service("iam", { environment, ...native });
      assert.deepEqual(
        mistakesOf(() => new Service("iam-global", { environment, image })),
        ['name: "iam-global" is what a native service "iam" is called in the cloud; end it otherwise'],
      );
      assert.match(
        mistakesOf(() => new Service("access", { environment, image, formerName: "iam-global" }))[0] ?? "",
        /^formerName: "iam-global" is what a native service/,
      );
    });
  });

  it("refuses a routing that callers were not told", async () => {
    await declareIn(production, (environment) => {
      const later = Service.later("audit", environment);
      assert.deepEqual(
        mistakesOf(() => new Service(later, { environment, ...native })),
        [
          "routing: is told where the service is named first, as its callers are: Service.later(name, environment, { routing })",
        ],
      );
      new Service(later, { environment, image });
      const global = Service.later("log", environment, { routing: "native" });
      const regional = { environment, image, perRegion: { "us-east4": { scaling: { min: 1 } } } } as const;
      assert.match(mistakesOf(() => new Service(global, regional))[0] ?? "", /^perRegion: is not for a native service/);
      new Service(global, { environment, image });
    });
  });
});
