/** One signing key of Cloud KMS, over its REST API. */
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { p256 } from "@noble/curves/nist";

export interface Kms {
  /** Host and port: what `KMS_EMULATOR_HOST` is set to. */
  host: string;
  keyVersion: string;
  keyId: string;
  jwks: { keys: Record<string, string>[] };
  close(): Promise<void>;
}

/** Signs for whoever asks. KMS is given a digest, and Node's own crypto signs none that it has not made itself. */
export async function startKms(): Promise<Kms> {
  const keyVersion = "projects/flotilla-test/locations/europe-west1/keyRings/r/cryptoKeys/signing/cryptoKeyVersions/1";
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const secret = Buffer.from((privateKey.export({ format: "jwk" }) as { d: string }).d, "base64url");
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    if (request.method !== "POST" || request.url?.split("?")[0] !== `/v1/${keyVersion}:asymmetricSign`)
      return response.writeHead(404).end("{}");
    const digest = Buffer.from(JSON.parse(body).digest.sha256, "base64");
    const signature = Buffer.from(p256.sign(digest, secret, { prehash: false }).toBytes("der")).toString("base64");
    return response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ signature, name: keyVersion }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const jwk = publicKey.export({ format: "jwk" }) as Record<string, string>;
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    keyVersion,
    keyId: "signing-1",
    jwks: { keys: [{ ...jwk, kid: "signing-1", alg: "ES256", use: "sig" }] },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
