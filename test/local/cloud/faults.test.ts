import assert from "node:assert/strict";
import { faultText, LocalCloud, parseFault } from "../../../local/cloud";
import { gcp, types } from "./support";

const error = "Service account does not exist., badRequest";

async function outcomes(work: (() => Promise<unknown>)[]): Promise<string[]> {
  const told: string[] = [];
  for (const one of work)
    told.push(
      await one().then(
        () => "done",
        () => "failed",
      ),
    );
  return told;
}

describe("faults", () => {
  it("fail the first operation of their kind, and then no more", async () => {
    const cloud = LocalCloud.inMemory();
    const driver = await gcp(cloud);
    cloud.faults.add({ type: types.network, operation: "create", error });
    await driver.create(types.address, "a");
    await assert.rejects(driver.create(types.network, "n"), { name: "InjectedFault", message: error });
    await driver.create(types.network, "n");
  });

  it("fail from the nth on, as often as told, any type", async () => {
    const cloud = LocalCloud.inMemory();
    const driver = await gcp(cloud);
    cloud.faults.add({ operation: "delete", nth: 2, times: 2, error });
    const networks = await Promise.all(["a", "b", "c", "d"].map((name) => driver.create(types.network, name)));
    const deletes = networks.map((network) => () => driver.delete(network));
    assert.deepEqual(await outcomes(deletes), ["done", "failed", "failed", "done"]);
  });

  it("fail by logical name, for ever", async () => {
    const cloud = LocalCloud.inMemory();
    const driver = await gcp(cloud);
    cloud.faults.add(parseFault("create:a=always"));
    const creates = ["a", "b", "a"].map((name) => () => driver.create(types.network, name));
    assert.deepEqual(await outcomes(creates), ["failed", "done", "failed"]);
  });

  it("fail what is read", async () => {
    const cloud = LocalCloud.inMemory();
    const driver = await gcp(cloud);
    const made = await driver.create(types.network, "n");
    cloud.faults.add({ operation: "read" });
    assert.deepEqual(await outcomes([() => driver.read(made), () => driver.read(made)]), ["failed", "done"]);
  });

  it("say that they were asked for, and by what", async () => {
    const cloud = LocalCloud.inMemory();
    const driver = await gcp(cloud);
    cloud.faults.add(parseFault("create:n#1=once"));
    await assert.rejects(
      driver.create(types.network, "n"),
      /made to fail, as was asked for: create of n #1 fails once/,
    );
  });

  it("leave the world as it was", async () => {
    const cloud = LocalCloud.inMemory();
    const driver = await gcp(cloud);
    const made = await driver.create(types.account, "a", { accountId: "ada-dev" });
    cloud.faults.add({ operation: "update", error });
    await assert.rejects(driver.update(made, { accountId: "ada-dev", displayName: "Ada" }), { message: error });
    assert.equal((await driver.read(made))?.outputs.displayName, undefined);
  });

  for (const [effect, made] of [
    ["kill", 0],
    ["kill-after", 1],
  ] as const)
    it(`${effect}: the process dies when the cloud has made ${made}`, async () => {
      const cloud = LocalCloud.inMemory();
      const driver = await gcp(cloud);
      cloud.faults.die = () => {
        throw new Error("died");
      };
      cloud.faults.add(parseFault(`create:${types.network}=${effect}`));
      await assert.rejects(driver.create(types.network, "n"), { message: "died" });
      assert.equal(cloud.resources().filter(({ type }) => type === types.network).length, made);
    });

  it("do not strike in a preview", async () => {
    const cloud = LocalCloud.inMemory();
    const driver = await gcp(cloud);
    const made = await driver.create(types.network, "n");
    for (const operation of ["create", "update", "delete"] as const) cloud.faults.add({ operation });
    const { provider } = driver;
    await driver.preview(types.network, "m", {});
    await provider.update(made, made, made.inputs, true);
    assert.equal(cloud.faults.unmet().length, 3);
  });

  it("unmet: those whose turn never came", async () => {
    const cloud = LocalCloud.inMemory();
    const driver = await gcp(cloud);
    for (const text of ["create#1=once", "create#7=once", "delete=always"]) cloud.faults.add(parseFault(text));
    await assert.rejects(driver.create(types.network, "n"));
    assert.deepEqual(cloud.faults.unmet().map(faultText), ["create #7 fails once", "delete always fails"]);
  });
});

describe("parseFault()", () => {
  const topic = "gcp:pubsub/topic:Topic";
  const right: [text: string, fault: ReturnType<typeof parseFault>, told: string][] = [
    ["create=once", { operation: "create" }, "create fails once"],
    ["create#3=once", { operation: "create", nth: 3 }, "create #3 fails once"],
    [
      `delete:${topic}=always`,
      { operation: "delete", type: topic, times: Number.POSITIVE_INFINITY },
      `delete of ${topic} always fails`,
    ],
    [
      `read:${topic}#2=always`,
      { operation: "read", type: topic, nth: 2, times: Number.POSITIVE_INFINITY },
      `read of ${topic} #2 and all later fail`,
    ],
    [
      "update:registry=kill",
      { operation: "update", name: "registry", kill: "before" },
      "the process is killed before update of registry",
    ],
    [
      "create:edge/registry.example.dev/A=kill-after",
      { operation: "create", name: "edge/registry.example.dev/A", kill: "after" },
      "the process is killed after create of edge/registry.example.dev/A, before the engine knows",
    ],
    // Names may hold what the form is made of: the last number, and the last equals sign, are the form's.
    ["create:a=b#2#1=once", { operation: "create", name: "a=b#2", nth: 1 }, "create of a=b#2 #1 fails once"],
    ["create:a:b=once", { operation: "create", name: "a:b" }, "create of a:b fails once"],
  ];
  for (const [text, fault, told] of right)
    it(`reads: ${text}`, () => {
      assert.deepEqual(parseFault(text), fault);
      assert.equal(faultText(fault), told);
    });

  for (const text of [
    "",
    "create",
    "creat=once",
    "create=twice",
    "create:=once",
    "create#0=once",
    "=once",
    "create:a=",
  ])
    it(`refuses: ${JSON.stringify(text)}, with the form and examples of it`, () => {
      assert.throws(() => parseFault(text), {
        name: "UnreadableFault",
        message: /is not OPERATION\[:TYPE-or-NAME\]\[#N\]=once\|always\|kill\|kill-after: write it as in create#3=once/,
      });
    });

  it("refuses: a type that there is not, with the one that was meant", () => {
    assert.throws(() => parseFault("create:gcp:pubsub/topic:Topik=once"), {
      message: `the local cloud has no resource type gcp:pubsub/topic:Topik; did you mean ${topic}?`,
    });
  });
});
