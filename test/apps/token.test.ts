import assert from "node:assert/strict";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { verifier } from "../../apps/oci";
import { Refused } from "../../apps/serving";

describe("a token that was verified before", () => {
  it("is taken until it ends, and not a second longer", async () => {
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    const jwk = { ...(await exportJWK(publicKey)), kid: "1", alg: "ES256", use: "sig" };
    let now = new Date("2026-01-02T03:00:00Z");
    const verify = verifier({
      jwks: { keys: [jwk as unknown as Record<string, string>] },
      host: "registry.example.dev",
      now: () => now,
    });
    const token = await new SignJWT({ access: [{ type: "repository", name: "team/app", actions: ["pull"] }] })
      .setProtectedHeader({ alg: "ES256", kid: "1" })
      .setIssuer("tokens")
      .setSubject("ada@example.dev")
      .setAudience("registry.example.dev")
      .setExpirationTime(new Date("2026-01-02T03:05:00Z"))
      .sign(privateKey);
    const ask = (name: string) => verify(`Bearer ${token}`, { name, action: "pull" });
    const refused = (status: number) => (error: unknown) => error instanceof Refused && error.status === status;
    for (const time of ["03:00:00", "03:04:59"]) {
      now = new Date(`2026-01-02T${time}Z`);
      assert.deepEqual(await ask("team/app"), { subject: "ada@example.dev" });
      await assert.rejects(ask("team/other"), refused(403));
    }
    now = new Date("2026-01-02T03:05:00Z");
    await assert.rejects(ask("team/app"), refused(401));
    await assert.rejects(ask("team/app"), refused(401));
  });
});
