import assert from "node:assert/strict";
import { type Cost, deploymentOf, idleCost, type RawResource } from "../../review";
import { bedtime, bucket, database, key, keyVersion, resource, secret, zone } from "./resources";

const costOf = (...resources: RawResource[]): Cost => idleCost(deploymentOf(resources));

/** `what quantity` of each line, with `when` where it is not always. */
function linesOf({ lines }: Cost): string[] {
  return lines.map(({ what, quantity, when }) => `${when ? `${when}: ` : ""}${what} ${quantity}`);
}

function cents(amount: number | undefined): number | undefined {
  return amount === undefined ? undefined : Math.round(amount * 100) / 100;
}

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("cost of Cloud SQL", () => {
  it("always on: the machine, the disk and the backups; there is nothing else to be awake", () => {
    const cost = costOf(database());
    assert.deepEqual(linesOf(cost), ["SSD storage 10", "backups 10", "machine db-f1-micro 1"]);
    assert.equal(cents(cost.month), 10.17); // 0.0105 * 730 + 10 * 0.17 + 10 * 0.08
    assert.equal(cost.awake, undefined);
  });

  it("stopped: storage and backups; awake is given beside it", () => {
    const cost = costOf(database({ activationPolicy: "NEVER" }));
    assert.deepEqual([cents(cost.month), cents(cost.awake)], [2.5, 10.17]);
  });

  it("on a schedule: the same, although it is awake now", () => {
    const cost = costOf(database({ activationPolicy: "ALWAYS" }), bedtime());
    assert.deepEqual(linesOf(cost), [
      "SSD storage 10",
      "backups 10",
      "awake: machine db-f1-micro 1",
      "job, paused or not 1",
    ]);
    assert.deepEqual([cents(cost.month), cents(cost.awake)], [2.6, 10.27]);
  });

  const planned = database({}, { outputs: {} });
  const related = { propertyDependencies: { httpTarget: [planned.urn] } };
  const sleeping: [what: string, job: RawResource][] = [
    [
      "the older address of the API",
      bedtime({ uri: "https://sqladmin.googleapis.com/sql/v1beta4/projects/registry-dev-ada/instances/catalog-1f2e" }),
    ],
    ["a body that is not base64", bedtime({ body: '{"settings":{"activationPolicy":"NEVER"}}' })],
    ["an address not known yet, made of the instance's", bedtime({ uri: unknown }, {}, related)],
    ["an address not known yet, and one instance only", bedtime({ uri: unknown })],
  ];
  for (const [what, job] of sleeping)
    it(`on a schedule: recognised by ${what}`, () => {
      assert.equal(cents(costOf(planned, job).month), 2.6);
    });

  const other = "https://sqladmin.googleapis.com/v1/projects/registry-dev-ada/instances";
  const wakeful: [what: string, job: RawResource][] = [
    ["another instance", bedtime({ uri: `${other}/other` })],
    ["an instance of that name in another project", bedtime({ uri: `${other.replace("-ada", "-bob")}/catalog-1f2e` })],
    ["another host", bedtime({ uri: "https://api.example.dev/v1/projects/registry-dev-ada/instances/catalog-1f2e" })],
    ["another method", bedtime({ httpMethod: "GET" })],
    ["a body that wakes it", bedtime({ body: '{"settings":{"activationPolicy":"ALWAYS"}}' })],
    ["a body of something else", bedtime({ body: "good night" })],
    ["a paused job", bedtime({}, { paused: true })],
    [
      "an address of what is not the instance",
      bedtime({ uri: unknown }, {}, { propertyDependencies: { httpTarget: ["urn:pulumi:other"] } }),
    ],
    ["a secret address", bedtime({ uri: "[secret]" })],
  ];
  for (const [what, job] of wakeful)
    it(`on no schedule: not by ${what}`, () => {
      assert.equal(cents(costOf(database(), job).month), 10.27);
    });

  it("asleep with a public address: the address costs until it wakes", () => {
    const cost = costOf(database({ activationPolicy: "NEVER", ipConfiguration: { ipv4Enabled: true } }));
    assert.deepEqual([cents(cost.month), cents(cost.awake)], [9.8, 10.17]);
  });

  it("regional: machine and disk are there twice, backups once", () => {
    const cost = costOf(database({ tier: "db-custom-2-7680", availabilityType: "REGIONAL" }));
    assert.deepEqual(linesOf(cost), ["SSD storage 20", "backups 10", "memory 15", "vCPU 4"]);
    assert.equal(cents(cost.month), 201.45); // Infracost's 120.60 + 76.65 + 3.40, and backups of 0.80
  });

  it("sizes: custom, standard and high memory, HDD, what is there by default", () => {
    const small = costOf(database({ tier: "db-g1-small", diskType: "PD_HDD", backupConfiguration: undefined }));
    assert.deepEqual(linesOf(small), ["HDD storage 10", "machine db-g1-small 1"]);
    const standard = costOf(database({ tier: "db-n1-standard-4", diskSize: undefined, diskType: undefined }));
    assert.deepEqual(linesOf(standard), ["SSD storage 10", "backups 10", "memory 15", "vCPU 4"]);
    assert.ok(linesOf(costOf(database({ tier: "db-n1-highmem-2" }))).includes("memory 13"));
  });

  it("regions: Japan has prices of its own, and where none are known it says whose are taken", () => {
    const inRegion = (region: string) => {
      const { inputs, ...others } = database();
      return costOf({ ...others, inputs: { ...inputs, region }, outputs: {} });
    };
    assert.deepEqual([cents(inRegion("asia-northeast1").month), inRegion("asia-northeast1").notes], [13.21, []]);
    assert.deepEqual(inRegion("us-east4").notes, ["Cloud SQL: prices of us-east4 are not known: those of us-central1"]);
  });

  const unpriced: [what: string, settings: Record<string, unknown>, reason: RegExp][] = [
    ["Enterprise Plus", { edition: "ENTERPRISE_PLUS", tier: "db-perf-optimized-N-2" }, /no price is known/],
    ["a machine that is not in the table", { tier: "db-n9-huge" }, /the machine db-n9-huge is not in the table/],
    ["storage that is not in the table", { diskType: "HYPERDISK_BALANCED" }, /storage of type HYPERDISK_BALANCED/],
    ["a size not known before an up", { tier: unknown }, /settings\.tier is not known before an up/],
    [
      "a size that is secret",
      { tier: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" } },
      /settings\.tier is secret/,
    ],
  ];
  for (const [what, settings, reason] of unpriced)
    it(`not priced: ${what}`, () => {
      const [first, ...others] = costOf(database(settings)).unpriced;
      assert.match(first?.reason ?? "", reason);
      assert.deepEqual(others, []);
    });
});

describe("cost of Cloud Run", () => {
  const service = (template: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    resource("gcp:cloudrunv2/service:Service", "registry", { location: "europe-west1", template, ...more });
  const container = (resources?: Record<string, unknown>) => ({ image: "registry", ...(resources && { resources }) });
  const one = { minInstanceCount: 1 };

  it("no minimum: nothing, whatever its size", () => {
    const cost = costOf(service({ containers: [container({ limits: { cpu: "8" }, cpuIdle: false })] }));
    assert.deepEqual(
      [cost.month, cost.free.map(({ reason }) => reason)],
      [0, ["keeps no instance while no request comes"]],
    );
  });

  it("a minimum that waits: CPU and memory at the idle price", () => {
    const resources = { limits: { cpu: "1", memory: "512Mi" }, cpuIdle: true };
    assert.equal(cents(costOf(service({ scaling: one, containers: [container(resources)] })).month), 9.86);
    assert.equal(cents(costOf(service({ scaling: one, containers: [container()] })).month), 9.86);
  });

  it("a minimum whose CPU is always on: resources that do not say cpuIdle mean that", () => {
    const cost = costOf(
      service({ scaling: one, containers: [container({ limits: { cpu: "2000m", memory: "1Gi" } })] }),
    );
    assert.deepEqual(linesOf(cost), ["always-on instances, CPU 2", "always-on instances, memory 1"]);
    assert.equal(cents(cost.month), 99.87); // 94.61 and 5.26: (2 * 0.000018 and 0.000002) * 2,628,000
  });

  it("sidecars and the service's own minimum count; tier 2 is dearer", () => {
    const resources = { limits: { cpu: "1", memory: "1G" }, cpuIdle: true };
    const template = {
      containers: [container(resources), container({ ...resources, limits: { cpu: "0.5", memory: "1G" } })],
    };
    const cost = costOf(service(template, { location: "australia-southeast1", scaling: { minInstanceCount: 2 } }));
    assert.deepEqual(
      cost.lines.map(({ quantity, each }) => [cents(quantity), cents(each)]),
      [
        [3, 9.2],
        [3.73, 9.2],
      ],
    );
  });

  it("not priced: a GPU, and a minimum that is spread over regions", () => {
    const resources = { limits: { cpu: "4", memory: "16Gi", "nvidia.com/gpu": "1" } };
    const gpu = costOf(service({ scaling: one, containers: [container(resources)] }));
    assert.match(gpu.unpriced[0]?.reason ?? "", /GPU of a minimum instance/);
    const global = costOf(service({ scaling: one, containers: [container()] }, { location: "global" }));
    assert.deepEqual([global.lines, global.unpriced.length], [[], 1]);
  });

  it("worker pools: every instance runs always, one where nothing else is said", () => {
    const pool = (scaling?: Record<string, unknown>) =>
      costOf(
        resource("gcp:cloudrunv2/workerPool:WorkerPool", "pool", {
          location: "europe-west1",
          ...(scaling && { scaling }),
          template: { containers: [container({ limits: { cpu: "1", memory: "512Mi" } })] },
        }),
      ).month;
    assert.deepEqual(
      [cents(pool()), cents(pool({ manualInstanceCount: 2 })), pool({ manualInstanceCount: 0 })],
      [49.93, 99.87, 0],
    );
  });
});

describe("cost of keys and secrets", () => {
  const signing = { purpose: "ASYMMETRIC_SIGN", skipInitialVersionCreation: true };
  const template = (protectionLevel: string, algorithm: string) => ({
    versionTemplate: { protectionLevel, algorithm },
  });

  it("a key: its first version, unless it is made without", () => {
    assert.equal(cents(costOf(key("a"), key("b", { rotationPeriod: "7776000s" })).month), 0.12);
    assert.equal(costOf(key("a", signing), key("b", { importOnly: true })).month, 0);
  });

  const levels: [level: string, algorithm: string, month: number][] = [
    ["SOFTWARE", "EC_SIGN_P256_SHA256", 0.06],
    ["HSM", "GOOGLE_SYMMETRIC_ENCRYPTION", 1],
    ["HSM", "HMAC_SHA256", 1],
    ["HSM", "RSA_SIGN_PSS_2048_SHA256", 1],
    ["HSM", "RSA_SIGN_PKCS1_4096_SHA512", 2.5],
    ["HSM", "EC_SIGN_P256_SHA256", 2.5],
    ["EXTERNAL", "EXTERNAL_SYMMETRIC_ENCRYPTION", 3],
  ];
  for (const [level, algorithm, month] of levels)
    it(`a version: ${level} ${algorithm} costs ${month}, enabled or not, and nothing once destroyed`, () => {
      const own = key("tokens", { ...signing, ...template(level, algorithm) });
      const inState = (state: string) => cents(costOf(own, keyVersion("v1", own, { state })).month);
      assert.deepEqual(["ENABLED", "DISABLED", "DESTROY_SCHEDULED", "DESTROYED"].map(inState), [month, month, 0, 0]);
    });

  it("a version whose key is elsewhere is not priced", () => {
    assert.match(costOf(keyVersion("v1", key("tokens"))).unpriced[0]?.reason ?? "", /its key is not in the deployment/);
  });

  it("a version in a preview: its key is found by what the value comes from", () => {
    const own = key("tokens", { ...signing, ...template("HSM", "HMAC_SHA256") });
    const version = {
      ...keyVersion("v1", own, { cryptoKey: unknown }),
      propertyDependencies: { cryptoKey: [own.urn] },
    };
    assert.equal(costOf(own, version).month, 1);
  });

  it("a secret version: once, or in every region it is kept in", () => {
    assert.equal(cents(costOf(...secret("salt")).month), 0.06);
    const three = {
      userManaged: { replicas: ["europe-west1", "us-east4", "us-west1"].map((location) => ({ location })) },
    };
    assert.equal(cents(costOf(...secret("salt", three)).month), 0.18);
    assert.match(costOf(...secret("salt").slice(1)).unpriced[0]?.reason ?? "", /its secret is not in the deployment/);
  });

  it("a secret that gives notice every 30 days: about one notice a month", () => {
    const [own] = secret("salt", { auto: {} }, { rotation: { rotationPeriod: "2592000s" } });
    assert.equal(cents(costOf(own as RawResource).month), 0.05);
  });
});

describe("cost of what stands before the services", () => {
  const rules = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      resource("gcp:compute/globalForwardingRule:GlobalForwardingRule", `rule-${i}`, {}),
    );

  it("forwarding rules: one price for the first five together, and a smaller one for each further", () => {
    assert.deepEqual(
      [1, 5, 7].map((count) => cents(costOf(...rules(count)).month)),
      [18.25, 18.25, 32.85],
    );
  });

  it("firewall: the policy and each of its rules; what only Enterprise has is not priced", () => {
    const policy = (inputs: Record<string, unknown>) =>
      costOf(resource("gcp:compute/securityPolicy:SecurityPolicy", "edge", inputs));
    assert.equal(policy({ type: "CLOUD_ARMOR", rules: [{}, {}, {}] }).month, 8);
    assert.equal(policy({}).month, 6);
    assert.equal(policy({ type: "CLOUD_ARMOR_NETWORK" }).unpriced.length, 1);
  });

  it("addresses: only an external one that no forwarding rule has", () => {
    const address = (inputs: Record<string, unknown>) =>
      resource("gcp:compute/globalAddress:GlobalAddress", "edge", { address: "203.0.113.7", ...inputs });
    const rule = (inputs: Record<string, unknown>, more: Partial<RawResource> = {}) =>
      resource("gcp:compute/globalForwardingRule:GlobalForwardingRule", "edge", inputs, more);
    const addressOnly = (cost: Cost) => cost.lines.filter(({ service }) => service === "Addresses").length;
    const own = address({});
    assert.equal(cents(costOf(own).month), 7.3);
    assert.equal(costOf(address({ addressType: "INTERNAL", purpose: "VPC_PEERING" })).month, 0);
    assert.equal(addressOnly(costOf(own, rule({ ipAddress: "203.0.113.7" }))), 0);
    assert.equal(addressOnly(costOf(own, rule({ ipAddress: "203.0.113.8" }))), 1);
    const planned = { propertyDependencies: { ipAddress: [own.urn] } };
    assert.equal(addressOnly(costOf(own, rule({ ipAddress: unknown }, planned))), 0);
    assert.equal(costOf(address({ ipVersion: "IPV6" })).unpriced.length, 1);
  });

  it("certificates: the first hundred are free", () => {
    const certificates = (count: number) =>
      costOf(
        ...Array.from({ length: count }, (_, i) =>
          resource("gcp:certificatemanager/certificate:Certificate", `c${i}`, {}),
        ),
      );
    assert.deepEqual([cents(certificates(100).month), cents(certificates(102).month)], [0, 0.4]);
  });

  it("NAT: its own addresses; those that Google gives it are not priced", () => {
    const nat = (inputs: Record<string, unknown>) => costOf(resource("gcp:compute/routerNat:RouterNat", "nat", inputs));
    assert.equal(cents(nat({ natIps: ["a", "b"] }).month), 7.3);
    assert.deepEqual([nat({}).month, nat({}).unpriced.length], [0, 1]);
  });
});

describe("cost of a deployment", () => {
  it("the same several times is one line, which names all that cost it", () => {
    const { lines, month } = costOf(zone("run-app"), zone("googleapis"));
    assert.deepEqual(
      lines.map(({ what, quantity, each, resources }) => [what, quantity, each, resources.length]),
      [["managed zone, public or private", 2, 0.2, 2]],
    );
    assert.equal(cents(month), 0.4);
  });

  it("a type that nobody knows is not priced, and not taken for nothing", () => {
    const cost = costOf(
      resource("gcp:redis/instance:Instance", "a", {}),
      resource("gcp:redis/instance:Instance", "b", {}),
    );
    assert.deepEqual(
      cost.unpriced.map(({ type, resources }) => [type, resources.length]),
      [["gcp:redis/instance:Instance", 2]],
    );
  });

  it("a type that costs by use is free, and says what its use costs", () => {
    const [{ reason, used } = { reason: "" }] = costOf(bucket("layers")).free;
    assert.match(reason, /paid for by what is stored in it/);
    assert.deepEqual([used?.usd, used?.unit], [0.015, "GB-month"]);
  });

  it("conditions of alerts are not priced: their sources conflict", () => {
    const policy = resource("gcp:monitoring/alertPolicy:AlertPolicy", "laser", { conditions: [{}] });
    assert.match(costOf(policy).unpriced[0]?.reason ?? "", /the sources conflict/);
  });

  it("components, providers, what is only read and what is being replaced are not counted", () => {
    const all = [
      resource("flotilla:run:Service", "registry", {}, { custom: false }),
      resource("flotilla:edge:Edge", "edge", {}, { custom: undefined }),
      resource("pulumi:providers:gcp", "gcp", {}),
      { ...zone("read"), external: true },
      { ...zone("replaced"), delete: true },
    ];
    const { lines, free, unpriced, month } = costOf(...all);
    assert.deepEqual({ lines, free, unpriced, month }, { lines: [], free: [], unpriced: [], month: 0 });
  });

  it("cents: what is shown adds up, and what costs something never shows as nothing", () => {
    const yearly = secret("salt", { auto: {} }, { rotation: { rotationPeriod: "31536000s" } });
    const { lines, month } = costOf(database(), ...yearly);
    assert.deepEqual(lines.find(({ service, unit }) => service === "Secret Manager" && unit === "notice")?.month, 0.01);
    assert.equal(cents(month), cents(lines.reduce((sum, line) => sum + line.month, 0)));
  });

  it("free tiers are told of, and not subtracted", () => {
    const cost = costOf(...secret("salt"), bedtime());
    assert.deepEqual(cost.freeTiers, ["Cloud Scheduler 3 jobs", "Secret Manager 6 versions"]);
    assert.equal(cents(cost.month), 0.16);
  });
});
