import assert from "node:assert/strict";
import { join } from "node:path";
import { status } from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { LocalCloud } from "../../../local/cloud";
import { signatureKey, signatures } from "../../../local/engine/marshal";
import { type ServedCloud, serveCloud } from "../../../local/serve";
import { Secret, Unknown } from "../../../local/values";
import { folder } from "../project/folder";
import { Client, type Known } from "./client";

const account = "gcp:serviceaccount/account:Account";
const api = "gcp:projects/service:Service";
const place = { project: "registry-dev-ada", region: "europe-west1" };

describe("a served cloud", () => {
  let cloud: LocalCloud;
  let served: ServedCloud;
  let gcp: Client;
  let made: Known;

  before(async () => {
    cloud = LocalCloud.inMemory();
    served = await serveCloud(cloud, cloud.packages, join(folder({}), "mark"));
    gcp = await Client.of(served.providers, "gcp", place);
    await gcp.create(api, "iam", { service: "iam.googleapis.com" });
    made = await gcp.create(account, "run", { accountId: "run-iam" });
  });
  after(() => {
    gcp.close();
    served.close();
  });

  it("handshake: neither secrets nor outputs are wanted, as by the bridge; the version is the installed SDK's", async () => {
    const answer = await gcp.handshake();
    assert.equal(answer.getAcceptSecrets() || answer.getAcceptOutputs() || answer.getAcceptResources(), false);
    assert.equal(await gcp.version(), require("@pulumi/gcp/package.json").version);
  });

  it("check: defaults and names are filled in, mistakes are told with their property", async () => {
    const { inputs, failures } = await gcp.check(account, "run", { accountId: "run-iam", disabled: "no" });
    assert.deepEqual(failures, [["disabled", "must be a boolean, and is a string"]]);
    assert.deepEqual(inputs, { accountId: "run-iam", disabled: "no" });
    const autonamed = await gcp.check("gcp:compute/network:Network", "network", {}, new Uint8Array([7]));
    assert.match(String(autonamed.inputs.name), /^network-[0-9a-f]{7}$/);
    assert.deepEqual(autonamed.failures, []);
  });

  it("check of a provider: an argument that it does not have is refused", async () => {
    const { failures } = await gcp.checkConfig({ projct: "x" });
    assert.match(String(failures), /projct.*did you mean "project"/);
    const { diffsList, replacesList } = await gcp.diffConfig({ region: "a" }, { region: "b", project: "c" });
    assert.deepEqual([diffsList, replacesList], [["project", "region"], []]);
  });

  it("preview: what only the cloud can tell is unknown, and nothing is made", async () => {
    const before = cloud.resources();
    const { id, outputs } = await gcp.create(account, "other", { accountId: "run-other" }, true);
    assert.equal(id, "");
    assert.equal(outputs.uniqueId, Unknown.value);
    assert.equal(outputs.email, "run-other@registry-dev-ada.iam.gserviceaccount.com");
    assert.deepEqual(cloud.resources(), before);
  });

  it("what is compared is known from then on as the engine's: an import makes nothing, and is followed by that", async () => {
    await gcp.diff(account, made, made.inputs);
    assert.ok([...served.known.managed.values()].some(({ type, id }) => type === account && id === made.id));
  });

  it("diff: kinds, and what replaces", async () => {
    const diff = await gcp.diff(account, made, { accountId: "run-else", displayName: "iam" });
    assert.deepEqual(diff.diffsList, ["accountId", "displayName"]);
    assert.deepEqual(diff.replacesList, ["accountId"]);
    const kinds = Object.fromEntries(diff.detaileddiffMap.map(([path, { kind }]) => [path, kind]));
    assert.deepEqual(kinds, { accountId: 5, displayName: 0 });
  });

  it("update and refresh: the state's outputs come back, as they are by now", async () => {
    const updated = await gcp.update(account, made, { ...made.inputs, displayName: "iam" });
    assert.equal(updated.outputs.displayName, "iam");
    const refreshed = await gcp.refresh(account, made);
    assert.deepEqual(refreshed?.outputs, updated.outputs);
  });

  it("secrets: they are unwrapped on the way in, and those of the cloud are secret on the way out", async () => {
    const secret = "gcp:secretmanager/secretVersion:SecretVersion";
    await gcp.create(api, "secrets", { service: "secretmanager.googleapis.com" });
    const holder = await gcp.create("gcp:secretmanager/secret:Secret", "s", {
      secretId: "s",
      replication: { auto: {} },
    });
    const { outputs } = await gcp.create(secret, "v", { secret: holder.id, secretData: new Secret("t0ken") });
    assert.deepEqual(outputs.secretData, new Secret("t0ken"));
  });

  it("providers: each is a connection with its own configuration", async () => {
    const other = await Client.of(served.providers, "gcp", { ...place, project: "registry-staging" });
    const { outputs } = await other.create(account, "x", { accountId: "run-x" }, true);
    assert.equal(outputs.project, "registry-staging");
    assert.equal((await gcp.create(account, "x", { accountId: "run-x" }, true)).outputs.project, place.project);
    other.close();
    const none = new Client(served.providers, "gcp");
    await assert.rejects(none.create(account, "x", {}), /has not configured this provider/);
    none.close();
  });

  it("cancel: comes at the end of every run, and is the end of nothing", async () => {
    await gcp.cancel();
    assert.deepEqual((await gcp.check(account, "run", { accountId: "run-iam" })).failures, []);
  });

  it("refusals: the cloud's own words", async () => {
    await assert.rejects(gcp.create(account, "again", { accountId: "run-iam" }), /Error 409: .*already exists/);
    await assert.rejects(
      gcp.create("gcp:nope/thing:Thing", "x", {}),
      /the local cloud has no resource type gcp:nope\/thing:Thing/,
    );
    await assert.rejects(gcp.invoke("gcp:projects/getProject:getProject", {}), /the local cloud cannot answer/);
  });

  it("assets: refused by name and property", async () => {
    const asset = { [signatureKey]: signatures.asset, text: "x" };
    const inputs = Struct.fromJavaScript({ source: asset });
    await assert.rejects(
      gcp.check("gcp:storage/bucketObject:BucketObject", "x", inputs),
      /not supported by the local cloud: an asset or archive \(property source\)/,
    );
  });

  describe("and what it has not made", () => {
    const real: Known = {
      id: "projects/registry-dev-ada/serviceAccounts/run-iam@registry-dev-ada.iam.gserviceaccount.com",
      inputs: { accountId: "run-iam" },
      outputs: { accountId: "run-iam", email: "run-iam@registry-dev-ada.iam.gserviceaccount.com", uniqueId: "123" },
    };
    const calls: Record<string, (known: Known) => Promise<unknown>> = {
      diff: (known) => gcp.diff(account, known, { accountId: "run-iam", displayName: "x" }),
      update: (known) => gcp.update(account, known, { accountId: "run-iam", displayName: "x" }),
      refresh: (known) => gcp.refresh(account, known),
      delete: (known) => gcp.delete(account, known),
    };

    for (const [name, call] of Object.entries(calls))
      it(`${name}: refused, even of an id that there is here too; nothing is changed`, async () => {
        const before = JSON.stringify(cloud.resources());
        await assert.rejects(call(real), (error: { code: number; message: string }) => {
          assert.equal(error.code, status.FAILED_PRECONDITION);
          assert.match(
            error.message,
            /this local cloud has made no gcp:serviceaccount.* with the id "projects\/.*is as it was/,
          );
          return true;
        });
        assert.equal(JSON.stringify(cloud.resources()), before);
      });

    it("another stand-in's: refused like a real cloud's", async () => {
      const other = LocalCloud.inMemory();
      const otherServed = await serveCloud(other, other.packages, join(folder({}), "mark"));
      const client = await Client.of(otherServed.providers, "gcp", place);
      await client.create(api, "iam", { service: "iam.googleapis.com" });
      const theirs = await client.create(account, "run", { accountId: "run-iam" });
      await assert.rejects(gcp.delete(account, theirs), /touches nothing that another cloud has made/);
      await client.delete(account, theirs);
      client.close();
      otherServed.close();
    });

    it("get: an id that there is not, is told; one that there is, is read", async () => {
      await assert.rejects(gcp.get(account, "projects/x/serviceAccounts/nobody"), /has made no gcp:serviceaccount/);
      assert.equal((await gcp.get(account, made.id))?.outputs.accountId, "run-iam");
      assert.equal((await gcp.get(account, made.id, { accountId: "said" }))?.outputs.accountId, "run-iam");
    });
  });

  it("deleted by hand: a refresh finds it gone, and a delete done", async () => {
    const own = await gcp.create(account, "short", { accountId: "run-short" });
    const again: Known = JSON.parse(JSON.stringify(own));
    await gcp.delete(account, own);
    assert.equal(await gcp.refresh(account, again), undefined);
    await gcp.delete(account, again);
    await assert.rejects(gcp.update(account, again, { accountId: "run-short", displayName: "x" }), /Error 404/);
  });

  it("random: what only a state knows is told apart by the same mark", async () => {
    const random = await Client.of(served.providers, "random");
    const token = "random:index/randomId:RandomId";
    const known = await random.create(token, "id", { byteLength: 2 });
    assert.equal((await random.refresh(token, known))?.id, known.id);
    const { __madeBy: _mark, ...unmarked } = known.outputs;
    await assert.rejects(random.delete(token, { ...known, outputs: unmarked }), /has made no random:index/);
    random.close();
  });
});
