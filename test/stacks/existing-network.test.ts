import assert from "node:assert/strict";
import { join } from "node:path";
import { Database, Environment, type EnvironmentArgs, Service } from "../../components";
import { declareIn } from "../support/declare";
import { TestStack } from "../support/stack";
import { image, inShared, type Parts, resourcesOf, shared } from "./shared-network";

const path = `projects/${inShared.project}/global/networks/shared`;
const subnetPath = `projects/${inShared.project}/regions/europe-west1/subnetworks/run`;
const ofNetworks = /^gcp:(compute\/(network|subnetwork|route|globalAddress)|dns|servicenetworking)/;

/** A stack in a project where this has been made already. */
async function stackBeside(made: Parts): Promise<TestStack> {
  const stack = new TestStack("dev-ada");
  const nothing = stack.cloud.document();
  await stack.cloud.edit(nothing, { ...nothing, resources: resourcesOf(made) });
  return stack;
}

const onDisk = (entryPoint: string) => ({
  directory: join(__dirname, "programs"),
  entryPoint,
  nodeArgs: ["--require", "tsx/cjs"],
});

/** What there is of networks in the cloud. */
const standing = (stack: TestStack) => stack.cloud.resources().filter(({ type }) => ofNetworks.test(type));

describe("an environment in an existing network", () => {
  let stack: TestStack;
  let found: ReturnType<typeof standing>;
  before(async () => {
    stack = await stackBeside(shared);
    found = standing(stack);
    stack.program = () => {
      const environment = new Environment("environment", inShared);
      const iam = new Service("iam", { environment, image });
      new Service("push", { environment, image, can: [iam.call()] });
      new Database("catalog", { environment, images: { psql: image, proxy: image } });
    };
  });

  const inputsOf = (type: string, name: string): Record<string, unknown> =>
    stack.snapshot.resources.find((one) => one.type === type && one.urn.endsWith(`::${name}`))?.inputs ?? {};

  it("comes up in it, databases too, and makes nothing of the network's", async () => {
    const { outcome, errors } = await stack.up();
    assert.equal(outcome, "succeeded", errors);
    assert.equal(found.length, 4);
    assert.deepEqual(standing(stack), found);
    const { vpcAccess } = inputsOf("gcp:cloudrunv2/service:Service", "push/europe-west1").template as {
      vpcAccess: { networkInterfaces: { network: string; subnetwork: string }[] };
    };
    const places = vpcAccess.networkInterfaces.map(({ network, subnetwork }) => [network, subnetwork]);
    assert.deepEqual(places, [[path, subnetPath]]);
    const { ipConfiguration } = inputsOf("gcp:sql/databaseInstance:DatabaseInstance", "catalog").settings as {
      ipConfiguration: { privateNetwork: string };
    };
    assert.equal(ipConfiguration.privateNetwork, path);
  });

  it("once up: nothing is to change", async () => {
    const { outcome, steps } = await stack.preview();
    assert.deepEqual([outcome, steps], ["succeeded", []]);
  });

  it("goes, and leaves all of the network where it was", async () => {
    const { outcome, errors } = await stack.destroy();
    assert.equal(outcome, "succeeded", errors);
    assert.deepEqual(standing(stack), found);
  });

  it("that has a network of its own by now: is refused, as its own is protected", async () => {
    const later = await stackBeside(shared);
    const program = (args: EnvironmentArgs) => () => {
      new Environment("environment", args);
    };
    later.program = program({ ...inShared, existingNetwork: undefined });
    await later.up();
    later.program = program(inShared);
    const { outcome, errors } = await later.preview();
    assert.equal(outcome, "failed");
    assert.match(errors, /protect/);
  });

  it("of the platform: by config, the program untouched", async () => {
    const platform = await stackBeside(shared);
    platform.config = { existingNetwork: JSON.stringify(inShared.existingNetwork) };
    const { outcome, errors } = await platform.up();
    assert.equal(outcome, "succeeded", errors);
    assert.deepEqual(standing(platform), found);
  });
});

describe("an existing network is refused in a preview, with what to do", () => {
  const { zone: _zone, ...withoutZone } = shared;
  const { connection: _connection, ...withoutConnection } = shared;
  const { subnet: _subnet, ...withoutSubnet } = shared;
  const subnet = (changed: object) => ({ ...shared, subnet: { ...shared.subnet, ...changed } });

  const missing: readonly [string, Parts, RegExp, program?: string][] = [
    ["one that is not there", {}, /projects\/registry-dev-ada\/global\/networks\/shared' was not found/],
    ["without the subnet", withoutSubnet, /regions\/europe-west1\/subnetworks\/run' was not found/],
    [
      "with a subnet of another network",
      subnet({ network: path.replace("shared", "other") }),
      /existingNetwork\.subnets\.europe-west1: run is in the network other, and not in shared/,
    ],
    [
      "whose subnet has no private access",
      subnet({ privateIpGoogleAccess: false }),
      /run has no private access to Google's APIs.*subnets update run --region=europe-west1 --enable-private-ip-google-access/,
    ],
    [
      "whose subnet is small",
      subnet({ ipCidrRange: "10.200.0.0/26" }),
      /run is a 10\.200\.0\.0\/26, with addresses for 15 instances, and all services together may reach 30/,
    ],
    ["without a zone for run.app", withoutZone, /no private zone of the project answers run\.app\./],
    [
      "with a public zone for run.app",
      { ...shared, zone: { ...shared.zone, visibility: "public" } },
      /no private zone of the project answers run\.app\./,
    ],
    [
      "without a connection, for a database",
      withoutConnection,
      /shared gives managed services such as a Database no addresses: connect it first/,
      "database-in-network.ts",
    ],
    [
      "with everything wrong at once",
      { ...subnet({ privateIpGoogleAccess: false, ipCidrRange: "10.200.0.0/28" }), zone: undefined as never },
      /has no private access(.|\n)*with addresses for 0 instances(.|\n)*no private zone/,
    ],
  ];
  for (const [title, made, message, program = "in-network.ts"] of missing)
    it(title, async () => {
      const stack = await stackBeside(JSON.parse(JSON.stringify(made)));
      stack.program = onDisk(program);
      const { outcome, errors, steps } = await stack.preview();
      assert.equal(outcome, "failed");
      assert.match(errors, message);
      assert.doesNotMatch(steps.join("\n"), /cloudrunv2\/service:|sql\/databaseInstance/);
    });
});

describe("an existing network is refused when the environment is constructed", () => {
  const named: readonly [string, Partial<EnvironmentArgs>, RegExp][] = [
    [
      "without a subnet in a region",
      { regions: ["europe-west1", "us-east4"] },
      /existingNetwork\.subnets: has none in us-east4, where services are to run/,
    ],
    [
      "with retired regions",
      { retiredRegions: ["us-east4"] },
      /retiredRegions: keeps subnets of the environment's own, and it has none/,
    ],
    [
      "by a path in place of a name",
      { existingNetwork: { name: path, subnets: { "europe-west1": "run" } } },
      /existingNetwork\.name: "projects.*shared" is not the name of a network in the project/,
    ],
    [
      "with a region that is none",
      { existingNetwork: { name: "shared", subnets: { "europe-west1": "run", "mars-1": "run" } as never } },
      /existingNetwork\.subnets\.mars-1: is not of a region/,
    ],
  ];
  for (const [title, changed, message] of named)
    it(title, () =>
      assert.rejects(
        declareIn({ ...inShared, ...changed }, () => {}),
        message,
      ),
    );
});
