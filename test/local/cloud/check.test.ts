import assert from "node:assert/strict";
import { LocalCloud } from "../../../local/cloud";
import { type PropertyMap, ResourceReference, Unknown } from "../../../local/values";
import { Driver, gcp, service, types } from "./support";

function route(inputs: PropertyMap): PropertyMap {
  return { network: "n", destRange: "0.0.0.0/0", nextHopIp: "10.0.0.1", ...inputs };
}

describe("check", () => {
  const cases: [claim: string, type: string, inputs: PropertyMap, property: string, reason: RegExp][] = [
    [
      "an unknown input",
      types.service,
      { ...service(), igress: "x" },
      "igress",
      /not an input.*did you mean "ingress"\?/,
    ],
    [
      "an unknown nested property",
      types.service,
      service({ containers: [{ image: "a", imagee: "b" }] }),
      "template.containers[0].imagee",
      /not a property of "template.containers\[0\]"; did you mean "image"\?/,
    ],
    ["a missing input", types.service, { template: {} }, "location", /required/],
    [
      "a missing nested property",
      types.service,
      service({ containers: [{}] }),
      "template.containers[0].image",
      /required/,
    ],
    ["a null required input", types.route, route({ destRange: null }), "destRange", /required/],
    [
      "a wrong primitive",
      types.service,
      { ...service(), deletionProtection: "no" },
      "deletionProtection",
      /must be a boolean/,
    ],
    [
      "a fraction",
      types.service,
      service({ maxInstanceRequestConcurrency: 1.5 }),
      "template.maxInstanceRequestConcurrency",
      /an integer/,
    ],
    ["an object for a list", types.service, service({ containers: {} }), "template.containers", /must be a list/],
    [
      "a resource for a string",
      types.route,
      route({ network: new ResourceReference("u", "i") }),
      "network",
      /is a resource/,
    ],
    [
      "a wrong element",
      types.service,
      { ...service(), customAudiences: [1] },
      "customAudiences[0]",
      /must be a string/,
    ],
    ["a null element", types.service, { ...service(), customAudiences: [null] }, "customAudiences[0]", /is null/],
    [
      "a wrong map value",
      types.service,
      { ...service(), labels: { "a.b": true } },
      'labels["a.b"]',
      /must be a string/,
    ],
    [
      "a word outside an enum",
      types.service,
      { ...service(), ingress: "ALL" },
      "ingress",
      /"INGRESS_TRAFFIC_ALL".*is "ALL"/,
    ],
    ["a number out of range", types.route, route({ priority: 70000 }), "priority", /between 0 and 65535/],
    ["a short name", types.account, { accountId: "ada" }, "accountId", /6 to 30 characters, and "ada" has 3/],
    ["a long name", types.account, { accountId: "a".repeat(31) }, "accountId", /6 to 30 characters/],
    ["a name that does not match", types.network, { name: "Net" }, "name", /must match .*is "Net"/],
    [
      "a name without its dot",
      types.recordSet,
      { managedZone: "z", name: "a.example.dev", type: "A", rrdatas: ["192.0.2.1"] },
      "name",
      /must match/,
    ],
    ["an automatic name that is too long", types.account, {}, "accountId", /longer than 30 characters.*shorten/],
  ];
  for (const [claim, type, inputs, property, reason] of cases)
    it(`refuses: ${claim}`, async () => {
      const driver = await Driver.of(LocalCloud.inMemory());
      const { failures } = await driver.check(type, "a-name-of-24-characters-", inputs);
      assert.deepEqual(
        failures.map((failure) => failure.property),
        [property],
      );
      assert.match(failures[0]?.reason as string, reason);
    });

  it("refuses: every mistake of one call at once", async () => {
    const failures = await (await gcp()).failures(types.service, { ingress: 1, nothing: 2 });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["nothing", "ingress", "location", "template"],
    );
  });

  it("refuses: does not repeat a value that may be a secret", async () => {
    const inputs = service({ containers: [{ image: "a", envs: [{ name: "TOKEN", value: 1234 }] }] });
    const [failure] = await (await gcp()).failures(types.service, inputs);
    assert.equal(failure?.property, "template.containers[0].envs[0].value");
    assert.doesNotMatch(failure.reason, /1234/);
  });

  it("refuses: a type that is not in the catalogue, by name, with the one that was meant", async () => {
    const driver = await gcp();
    await assert.rejects(driver.failures("gcp:sql/databaseInstence:DatabaseInstence", {}), {
      message:
        "the local cloud has no resource type gcp:sql/databaseInstence:DatabaseInstence; did you mean " +
        "gcp:sql/databaseInstance:DatabaseInstance? local/cloud/catalogue holds those it has",
    });
    await assert.rejects(driver.failures("gcp:tpu/v2Vm:V2Vm", {}), {
      message: "the local cloud has no resource type gcp:tpu/v2Vm:V2Vm; local/cloud/catalogue holds those it has",
    });
  });

  it("refuses: inputs that exclude each other, once the defaults are filled in", async () => {
    const driver = await gcp();
    const instance = (settings: PropertyMap, more: PropertyMap = {}) =>
      driver.failures("gcp:sql/databaseInstance:DatabaseInstance", {
        databaseVersion: "POSTGRES_17",
        settings: { tier: "db-f1-micro", ...settings },
        ...more,
      });
    assert.deepEqual(await instance({ ipConfiguration: {} }), [], "`ipv4Enabled` has a default, so one of them is set");
    assert.deepEqual(await instance({}, { rootPassword: "a", rootPasswordWo: "b" }), [
      {
        property: "rootPassword",
        reason: 'cannot stand beside "rootPasswordWo"; keep one of "rootPassword" and "rootPasswordWo"',
      },
      {
        property: "rootPasswordWo",
        reason: 'needs "rootPasswordWoVersion" beside it; set "rootPasswordWoVersion", or remove "rootPasswordWo"',
      },
    ]);
  });

  it("refuses: an empty list in the place of what must be set", async () => {
    const driver = await gcp();
    const secret = (inputs: PropertyMap) =>
      driver.failures("gcp:secretmanager/secret:Secret", { replication: { auto: {} }, ...inputs });
    const rotation = { nextRotationTime: "2030-01-01T00:00:00Z", rotationPeriod: "86400s" };
    assert.deepEqual(await secret({ rotation, topics: [{ name: "t" }] }), []);
    assert.deepEqual(await secret({ rotation, topics: [] }), [
      { property: "rotation", reason: 'needs "topics" beside it; set "topics", or remove "rotation"' },
    ]);
  });

  it("refuses: a value that is always a secret, without repeating it", async () => {
    const object = "gcp:storage/bucketObject:BucketObject";
    const inputs = { bucket: "b", name: "n", content: "", customerEncryption: { encryptionKey: "s3cr3t!" } };
    assert.deepEqual(await (await gcp()).failures(object, inputs), [
      { property: "customerEncryption.encryptionKey", reason: "must be base64 text" },
    ]);
  });

  it("refuses: a resource whose project nobody names", async () => {
    const driver = await Driver.of(LocalCloud.inMemory(), "gcp", {});
    assert.deepEqual(await driver.failures(types.network, {}), [
      { property: "project", reason: "is set neither here nor on the provider" },
    ]);
  });

  it("passes: an unknown wherever it stands", async () => {
    const driver = await gcp();
    const unknown = Unknown.value;
    assert.deepEqual(
      await driver.failures(types.service, { location: unknown, template: unknown, labels: unknown }),
      [],
    );
    const inside = service({ containers: [unknown, { image: unknown, ports: unknown }], timeout: unknown });
    assert.deepEqual(await driver.failures(types.service, { ...inside, ingress: unknown }), []);
    assert.deepEqual(await driver.failures(types.account, { accountId: unknown, project: unknown }), []);
  });
});

describe("check of a provider", () => {
  const check = (pkg: string, inputs: PropertyMap) =>
    LocalCloud.inMemory().provider(pkg)?.checkConfig("urn:pulumi:dev::f::pulumi:providers:gcp::p", inputs);

  it("refuses: an unknown argument", async () => {
    const answer = await check("gcp", { projcet: "a" });
    assert.deepEqual(answer?.failures, [
      { property: "projcet", reason: 'is not an argument of the gcp provider; did you mean "project"?' },
    ]);
  });
  it("refuses: an argument of another type", async () => {
    const answer = await check("gcp", { project: true, defaultLabels: '["a"]' });
    assert.deepEqual(
      answer?.failures.map(({ property }) => property),
      ["project", "defaultLabels"],
    );
  });
  it("passes: what the SDK sends, and what an engine adds", async () => {
    const inputs = {
      project: "p",
      defaultLabels: '{"owner":"ada"}',
      addPulumiAttributionLabel: "false",
      version: "9.37.0",
    };
    assert.deepEqual(await check("gcp", inputs), { inputs, failures: [] });
    assert.deepEqual((await check("cloudflare", { apiToken: Unknown.value }))?.failures, []);
    assert.deepEqual((await check("random", {}))?.failures, []);
  });
});
