import assert from "node:assert/strict";
import { LocalCloud } from "../../../local/cloud";
import { Driver, gcp, region, service, types } from "./support";

describe("defaults", () => {
  it("are filled in at every depth, and recorded where they were", async () => {
    const { inputs } = await (await gcp()).check(types.service, "web", {
      name: "web",
      location: region,
      template: { containers: [{ image: "a", startupProbe: { httpGet: {} } }] },
    });
    assert.deepEqual(inputs, {
      name: "web",
      location: region,
      deletionProtection: true,
      template: {
        containers: [
          {
            image: "a",
            startupProbe: {
              failureThreshold: 3,
              periodSeconds: 10,
              timeoutSeconds: 1,
              httpGet: { path: "/", __defaults: ["path"] },
              __defaults: ["failureThreshold", "periodSeconds", "timeoutSeconds"],
            },
            __defaults: [],
          },
        ],
        __defaults: [],
      },
      __defaults: ["deletionProtection"],
    });
  });

  it("are not recorded by the providers built on the newer framework", async () => {
    const driver = await Driver.of(LocalCloud.inMemory(), "random", {});
    const { inputs } = await driver.check(types.randomId, "id", { byteLength: 2, prefix: null });
    assert.deepEqual(inputs, { byteLength: 2 });
  });

  it("that were filled in before are kept", async () => {
    const driver = await gcp();
    const olds = { name: "a", minTlsVersion: "TLS_1_1", profile: "MODERN", __defaults: ["minTlsVersion"] };
    const { inputs } = await driver.check(types.sslPolicy, "a", { name: "a" }, olds);
    assert.equal(inputs.minTlsVersion, "TLS_1_1");
    assert.equal(inputs.profile, "COMPATIBLE", "what the program had set is not a default");
  });
});

describe("automatic names", () => {
  const nameOf = async (type: string, name: string, seed: string) =>
    (await (await gcp()).check(type, name, type === types.service ? service() : {}, undefined, seed)).inputs
      .name as string;

  it("are the logical name and seven hexadecimal digits", async () => {
    assert.match(await nameOf(types.address, "edge-IPv4", "1"), /^edge-IPv4-[0-9a-f]{7}$/);
  });
  it("are in lower case where the cloud wants that", async () => {
    assert.match(await nameOf(types.network, "Main", "1"), /^main-[0-9a-f]{7}$/);
  });
  it("follow from the seed", async () => {
    assert.equal(await nameOf(types.network, "n", "1"), await nameOf(types.network, "n", "1"));
    assert.notEqual(await nameOf(types.network, "n", "1"), await nameOf(types.network, "n", "2"));
  });
  it("are recorded as defaults, and kept whatever the seed", async () => {
    const driver = await gcp();
    const first = await driver.check(types.network, "n", {}, undefined, "1");
    const second = await driver.check(types.network, "n", {}, first.inputs, "2");
    assert.deepEqual(second.inputs, first.inputs);
    assert.ok((first.inputs.__defaults as string[]).includes("name"));
  });
  it("are the logical name alone where the cloud does not want them to differ", async () => {
    const driver = await gcp();
    const { inputs } = await driver.check("gcp:organizations/project:Project", "apps", {});
    assert.equal(inputs.name, "apps");
    assert.match(inputs.projectId as string, /^apps-[0-9a-f]{7}$/);
    assert.deepEqual(inputs.__defaults, ["autoCreateNetwork", "name", "projectId"]);
  });
  it("are made anew when the program stops choosing one", async () => {
    const driver = await gcp();
    const chosen = await driver.check(types.network, "n", { name: "mine" });
    const { inputs } = await driver.check(types.network, "n", {}, chosen.inputs);
    assert.match(inputs.name as string, /^n-/);
  });
});
