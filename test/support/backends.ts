/** What `registry` and `push` share, for tests: the catalog's database, the bucket with its keys, and who signs tokens. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { Pool } from "pg";
import { migrate } from "../../apps/database";
import type { Access } from "../../apps/oci";
import { startPostgres } from "../../local/stand-ins/postgres";
import { startS3 } from "../../local/stand-ins/s3";

export const sha256 = (bytes: Uint8Array) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

export type Backends = Awaited<ReturnType<typeof startBackends>>;

export async function startBackends() {
  const postgres = await startPostgres(18, "catalog");
  const pool = new Pool({ host: postgres.host, user: "catalog", database: "postgres", max: 8 });
  pool.on("error", () => {});
  await migrate(pool, join(__dirname, "../../apps/iam/migrations"));
  const keyOf = (permission: "read" | "write") => ({
    accessKeyId: permission,
    secretAccessKey: (permission === "read" ? "0" : "1").repeat(64),
    buckets: ["layers"],
    permission,
  });
  const s3 = await startS3({ buckets: ["layers"], keys: [keyOf("read"), keyOf("write")] });
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "signing-1", alg: "ES256", use: "sig" };
  const layers = (permission: "read" | "write") => {
    const { accessKeyId, secretAccessKey } = keyOf(permission);
    return { endpoint: s3.url, region: "auto", bucket: "layers", accessKeyId, secretAccessKey };
  };
  const jwks = { keys: [jwk as unknown as Record<string, string>] };
  return {
    postgres,
    pool,
    s3,
    jwks,
    layers,
    /** By which an application that runs for itself finds all this. */
    variables(permission: "read" | "write"): Record<string, string> {
      const { endpoint, region, bucket, accessKeyId, secretAccessKey } = layers(permission);
      return {
        PGHOST: postgres.host,
        CATALOG_INSTANCE: "flotilla-test:europe-west1:catalog",
        CATALOG_DATABASE: "postgres",
        CATALOG_USER: "catalog",
        LAYERS_ENDPOINT: endpoint,
        LAYERS_REGION: region,
        LAYERS_BUCKET: bucket,
        LAYERS_ACCESS_KEY_ID: accessKeyId,
        LAYERS_SECRET_ACCESS_KEY: secretAccessKey,
        SIGNING_JWKS: JSON.stringify(jwks),
      };
    },
    /** As `tokens` makes them. */
    token: (host: string, subject: string, access: Access[]) =>
      new SignJWT({ access })
        .setProtectedHeader({ alg: "ES256", kid: "signing-1" })
        .setIssuer("tokens")
        .setSubject(subject)
        .setAudience(host)
        .setExpirationTime("5m")
        .sign(privateKey),
    async close(): Promise<void> {
      await pool.end();
      await Promise.all([postgres.stop(), s3.close()]);
    },
  };
}
