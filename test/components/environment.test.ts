import assert from "node:assert/strict";
import { Environment, type EnvironmentArgs } from "../../components";
import { subnetRanges } from "../../components/foundation/ranges";
import { regions } from "../../contract";
import { declare, declareIn, developer, ofType, one, production } from "../support/declare";

const nothing = () => {};

describe("an Environment", () => {
  it("makes the providers, and the default ones have no part in it", async () => {
    const declared = await declareIn(production, nothing);
    const provider = one(declared, "pulumi:providers:gcp", "environment-gcp");
    assert.equal(provider.inputs.project, "registry-prod");
    assert.equal(provider.inputs.region, "europe-west1");
    assert.deepEqual(
      provider.inputs.defaultLabels,
      JSON.stringify({ environment: "production", owner: "ada", "managed-by": "flotilla" }),
    );
    one(declared, "pulumi:providers:cloudflare", "environment-cloudflare");
    one(declared, "pulumi:providers:random", "environment-random");
  });

  it("names hosts under its domain", async () => {
    await declareIn(developer, (environment) => {
      assert.equal(environment.host("registry"), "registry.ada.example.dev");
      assert.throws(() => environment.host("a.b"), /"a\.b" is not a DNS label/);
    });
  });
});

describe("the Foundation", () => {
  it("is protected, all of it", async () => {
    const declared = await declareIn(production, nothing);
    const foundation = declared.filter(({ parent, name }) => parent === "foundation" || name === "foundation");
    assert.ok(foundation.length > 20);
    assert.deepEqual(
      foundation.filter(({ protect }) => !protect),
      [],
    );
  });

  it("has a subnet per region, a retired one's too, each in a range of its own that never changes", async () => {
    const args: EnvironmentArgs = { ...production, retiredRegions: ["us-west1"] };
    const subnets = ofType(await declareIn(args, nothing), "gcp:compute/subnetwork:Subnetwork");
    assert.deepEqual(
      subnets.map(({ inputs }) => [inputs.region, inputs.ipCidrRange, inputs.privateIpGoogleAccess]),
      [
        ["europe-west1", "10.16.0.0/20", true],
        ["us-east4", "10.35.0.0/20", true],
        ["asia-northeast1", "10.3.0.0/20", true],
        ["us-west1", "10.38.0.0/20", true],
      ],
    );
  });

  it("calls its subnets as it calls its network, so that what is in several regions at once finds them", async () => {
    const declared = await declareIn(production, nothing);
    const { name } = one(declared, "gcp:compute/network:Network", "network").inputs;
    const subnets = ofType(declared, "gcp:compute/subnetwork:Subnetwork");
    assert.deepEqual(
      subnets.map(({ inputs }) => inputs.name),
      production.regions.map(() => name),
    );
  });

  it("knows a range for every region, and no two alike", () => {
    assert.deepEqual(Object.keys(subnetRanges), Object.keys(regions));
    assert.equal(new Set(Object.values(subnetRanges)).size, Object.keys(regions).length);
  });

  it("answers run.app inside the network with Google's private addresses, and leaves no other way out", async () => {
    const declared = await declareIn(production, nothing);
    const zone = one(declared, "gcp:dns/managedZone:ManagedZone", "run-app").inputs;
    assert.deepEqual([zone.dnsName, zone.visibility], ["run.app.", "private"]);
    assert.deepEqual(one(declared, "gcp:dns/recordSet:RecordSet", "run-app/all").inputs.rrdatas, ["run.app."]);
    assert.equal(one(declared, "gcp:compute/network:Network", "network").inputs.deleteDefaultRoutesOnCreate, true);
    const routes = ofType(declared, "gcp:compute/route:Route");
    assert.deepEqual(
      routes.map(({ inputs }) => inputs.destRange),
      ["199.36.153.8/30"],
    );
  });

  it("takes the rights from the default accounts", async () => {
    const accounts = one(
      await declareIn(production, nothing),
      "gcp:projects/defaultServiceAccounts:DefaultServiceAccounts",
      "default-accounts",
    );
    assert.deepEqual([accounts.inputs.action, accounts.inputs.restorePolicy], ["DEPRIVILEGE", "NONE"]);
  });

  it("logs flows in production only: they are charged from the first byte", async () => {
    const logConfig = async (args: EnvironmentArgs) =>
      one(await declareIn(args, nothing), "gcp:compute/subnetwork:Subnetwork", "subnet/europe-west1").inputs.logConfig;
    assert.equal(await logConfig(developer), undefined);
    assert.equal((await logConfig(production)).flowSampling, 0.1);
  });
});

describe("an Environment that is given nonsense", () => {
  const refusals: [string, Partial<Record<keyof EnvironmentArgs, unknown>>, RegExp][] = [
    ["a kind that is none", { kind: "dev" }, /kind: "dev" is not one of developer, staging, production/],
    ["an owner with capitals", { owner: "Ada" }, /owner: "Ada" is not 1 to 63 lower-case/],
    ["no owner", { owner: undefined }, /owner: is missing/],
    ["a project that is none", { project: "x" }, /project: "x" is not 6 to 30/],
    ["a project number that is none", { projectNumber: "registry" }, /projectNumber: "registry" is not the number/],
    ["no home", { home: undefined }, /home: is missing; give a region/],
    ["alerts to nobody", { alerts: ["#oncall"] }, /alerts\[0\]: "#oncall" is not an e-mail address, or a channel/],
    ["alerts twice", { alerts: ["a@example.dev", "a@example.dev"] }, /alerts\[1\]: a@example\.dev is listed twice/],
    ["no regions", { regions: [] }, /regions: is missing/],
    [
      "a region that is none",
      { regions: ["europe-west7"] },
      /regions\[0\]: "europe-west7" is not a region; there are europe-west1,/,
    ],
    ["a region twice", { regions: ["us-east4", "us-east4"] }, /regions\[1\]: us-east4 is listed twice/],
    [
      "a region in use and retired",
      { retiredRegions: ["europe-west1"] },
      /retiredRegions: europe-west1 is in regions too/,
    ],
    ["no region that serves", { servingRegions: [] }, /servingRegions: names no region, and one must answer; leave it/],
    [
      "a serving region that is none of its own",
      { servingRegions: ["us-east4"] },
      /servingRegions\[0\]: us-east4 is not in regions, so nothing runs there; add it to regions, or take it out/,
    ],
    [
      "a serving region that is retired",
      { servingRegions: ["us-east4"], retiredRegions: ["us-east4"] },
      /servingRegions\[0\]: us-east4 .* move it from retiredRegions to regions, or take it out here/,
    ],
    [
      "a serving region twice",
      { servingRegions: ["europe-west1", "europe-west1"] },
      /servingRegions\[1\]: europe-west1 is listed twice/,
    ],
    [
      "more instances than a subnet has addresses for",
      { instanceBudget: 1024 },
      /instanceBudget: 1024 is not between 1 and 1023, for which a region's subnet has addresses/,
    ],
    ["a domain that is none", { domain: "localhost" }, /domain: "localhost" is not a DNS name/],
    ["a zone that is none", { cloudflareZone: "x" }, /cloudflareZone: "x" is not a zone's id/],
    ["a visitor twice", { visitors: ["user:a@b.dev", "user:a@b.dev"] }, /visitors\[1\]: user:a@b\.dev is listed twice/],
    ["nobody who may visit", { visitors: [] }, /visitors: is missing/],
    ["a visitor who is anyone", { visitors: ["allUsers"] }, /visitors\[0\]: "allUsers" is not user:/],
  ];
  for (const [title, change, message] of refusals)
    it(`refuses ${title}`, async () => {
      const declared = await declare(() => {
        assert.throws(() => new Environment("environment", { ...developer, ...change } as EnvironmentArgs), message);
      });
      assert.deepEqual(declared, []);
    });

  it("refuses visitors where a load balancer is the edge", async () => {
    await declare(() => {
      const visitors = ["user:ada@example.dev"];
      assert.throws(() => new Environment("environment", { ...production, visitors }), /visitors: pass no proxy here/);
    });
  });

  it("refuses a second environment in one stack", async () => {
    await declareIn(production, () => {
      assert.throws(() => new Environment("other", developer), /name: "environment" is the environment of this stack/);
    });
  });
});
