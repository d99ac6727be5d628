import assert from "node:assert/strict";
import { createECDH, createHash, createPublicKey, verify } from "node:crypto";
import { startKms } from "../../../local/stand-ins/kms";
import type { StandIn } from "../../../local/stand-ins/listening";

const version = "projects/p/locations/europe-west1/keyRings/r/cryptoKeys/signing/cryptoKeyVersions/1";
const keys: Record<string, { algorithm: string; secret: Buffer }> = {
  [version]: { algorithm: "EC_SIGN_P384_SHA384", secret: Buffer.alloc(48, 7) },
};

describe("the stand-in for Cloud KMS", () => {
  let kms: StandIn;
  before(async () => {
    kms = await startKms({
      keyOf: (name) => {
        const key = keys[name];
        if (!key) throw new Error("no key");
        return key;
      },
      may: (token) => token === "tokens",
    });
  });
  after(() => kms.close());

  const sign = async (name: string, body: string, token = "tokens") => {
    const answer = await fetch(`http://${kms.host}/v1/${name}:asymmetricSign?$alt=json`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body,
    });
    return { status: answer.status, body: (await answer.json()) as { signature: string; error?: { status: string } } };
  };
  const digest = { sha384: createHash("sha384").update("text").digest("base64") };

  it("signs a digest, so that the public key verifies the text", async () => {
    const { body } = await sign(version, JSON.stringify({ digest }));
    const ecdh = createECDH("secp384r1");
    ecdh.setPrivateKey(Buffer.alloc(48, 7));
    const point = ecdh.getPublicKey();
    const [x, y] = [point.subarray(1, 49), point.subarray(49)].map((half) => half.toString("base64url"));
    const publicKey = createPublicKey({ key: { kty: "EC", crv: "P-384", x, y }, format: "jwk" });
    assert.ok(verify("sha384", Buffer.from("text"), publicKey, Buffer.from(body.signature, "base64")));
  });

  it("refuses in the words of the API: who may not, what is not there, and what it has not", async () => {
    const refused = async (...given: Parameters<typeof sign>) => {
      const { status, body } = await sign(...given);
      return [status, body.error?.status];
    };
    const body = JSON.stringify({ digest });
    assert.deepEqual(await refused(version, body, "registry"), [403, "PERMISSION_DENIED"]);
    assert.deepEqual(await refused(version.replace(/1$/, "2"), body), [404, "NOT_FOUND"]);
    assert.deepEqual(await refused(version, '{"digest":{"sha256":"eA=="}}'), [400, "INVALID_ARGUMENT"]);
    assert.deepEqual(await refused(version, "{"), [400, "INVALID_ARGUMENT"]);
    assert.equal((await fetch(`http://${kms.host}/v1/${version}:macSign`, { method: "POST" })).status, 501);
  });
});
