import assert from "node:assert/strict";
import { LocalCloud } from "../../../local/cloud";
import { gcp, types } from "./support";

describe("faults", () => {
  const error = "Service account does not exist., badRequest";

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
    const outcomes = [];
    for (const network of networks)
      outcomes.push(
        await driver.delete(network).then(
          () => "done",
          () => "failed",
        ),
      );
    assert.deepEqual(outcomes, ["done", "failed", "failed", "done"]);
  });

  it("leave the world as it was", async () => {
    const cloud = LocalCloud.inMemory();
    const driver = await gcp(cloud);
    const made = await driver.create(types.account, "a", { accountId: "ada-dev" });
    cloud.faults.add({ operation: "update", error });
    await assert.rejects(driver.update(made, { accountId: "ada-dev", displayName: "Ada" }), { message: error });
    assert.equal((await driver.read(made))?.outputs.displayName, undefined);
  });
});
