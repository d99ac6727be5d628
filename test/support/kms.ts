/** One signing key of Cloud KMS, for whoever asks. */
import { generateKeyPairSync } from "node:crypto";
import { startKms as startStandIn } from "../../local/stand-ins/kms";
import type { StandIn } from "../../local/stand-ins/listening";

/** Its host is what `KMS_EMULATOR_HOST` is set to. */
export interface Kms extends StandIn {
  keyVersion: string;
  keyId: string;
  jwks: { keys: Record<string, string>[] };
}

export async function startKms(): Promise<Kms> {
  const keyVersion = "projects/flotilla-test/locations/europe-west1/keyRings/r/cryptoKeys/signing/cryptoKeyVersions/1";
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const secret = Buffer.from((privateKey.export({ format: "jwk" }) as { d: string }).d, "base64url");
  const standIn = await startStandIn({
    keyOf: () => ({ algorithm: "EC_SIGN_P256_SHA256", secret }),
    may: (_token, version) => version === keyVersion,
  });
  const jwk = publicKey.export({ format: "jwk" }) as Record<string, string>;
  const keyId = "signing-1";
  return { ...standIn, keyVersion, keyId, jwks: { keys: [{ ...jwk, kid: keyId, alg: "ES256", use: "sig" }] } };
}
