import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb.js";
import { PackProcess } from "./pack-process";

const service = "gcp:cloudrunv2/service:Service";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"; // how the engine writes an unknown string
const ingress = "INGRESS_TRAFFIC_INTERNAL_ONLY";
/** As far as other policies are concerned. */
const sound = {
  scaling: { maxInstanceCount: 1 },
  vpcAccess: { networkInterfaces: [{ subnetwork: "main" }] },
  containers: [],
};
const build = join(__dirname, "../../policy/build.js");

describe("the built pack", () => {
  let pack: PackProcess;
  before(async () => {
    const output = execFileSync(process.execPath, [build], { cwd: tmpdir(), encoding: "utf8" });
    assert.equal(output, "", "the build is quiet, from any folder");
    pack = await PackProcess.start({ "flotilla:kind": "developer" });
  });
  after(() => pack?.stop());

  it("preview: an account that is left out is refused, with where, why and how to fix it", async () => {
    assert.deepEqual(await pack.analyze(service, { ingress, template: sound }), [
      "own-service-account: Refuses what runs or calls as a default service account: that account is shared by " +
        "everything that names none and is often Editor, so one leaked token is the project.\n" +
        "template.serviceAccount is not set, so it uses the Compute Engine default account " +
        "(NUMBER-compute@developer.gserviceaccount.com). To fix: give it a service account made for it alone, with " +
        "only the roles it needs (Flotilla's Service, Job and WorkerPool are born with one).",
    ]);
  });

  it("preview: an account that is made in this run passes, without noise", async () => {
    assert.deepEqual(await pack.analyze(service, { ingress, template: { ...sound, serviceAccount: unknown } }), []);
  });

  it("config: the stack's kind sets the levels when the pack loads", async () => {
    const { name, version, levels } = await pack.info();
    assert.deepEqual([name, version], ["flotilla", require("../../policy/package.json").version]);
    assert.equal(levels["image-by-digest"], EnforcementLevel.DISABLED);
    assert.equal(levels["own-service-account"], EnforcementLevel.MANDATORY);
  });

  it("config: a production that is being taken down may take its protection off", async () => {
    const takenDown = await PackProcess.start({ "flotilla:kind": "production", "flotilla:deletionProtection": "off" });
    const { levels } = await takenDown.info();
    takenDown.stop();
    assert.equal(levels["stateful-protected"], EnforcementLevel.ADVISORY);
    assert.equal(levels["own-service-account"], EnforcementLevel.MANDATORY);
  });

  it("config: a kind that does not exist stops the pack, with the remedy and without a stack trace", async () => {
    await assert.rejects(PackProcess.start({ "flotilla:kind": "prod" }), (error: Error) => {
      assert.match(error.message, /flotilla:kind is "prod", but .* pulumi config set flotilla:kind staging/);
      assert.doesNotMatch(error.message, /\n\s+at /);
      return true;
    });
  });
});
