/** A stand-in for Cloud KMS: signs, over the real API's REST form, for who may. It keeps no key from anybody on this machine. */
import { createServer } from "node:http";
import { p256, p384 } from "@noble/curves/nist";
import { listening, type StandIn } from "./listening";

export interface KmsOptions {
  /** What a version signs with, by its full name; throws where there is none. */
  keyOf: (version: string) => { algorithm: string; secret: Uint8Array };
  /** Whether who shows this access token may sign with the version. */
  may: (accessToken: string, version: string) => boolean;
}

/** Algorithm → the curve, and the digest that a request brings. */
const algorithms = {
  EC_SIGN_P256_SHA256: { curve: p256, digest: "sha256" },
  EC_SIGN_P384_SHA384: { curve: p384, digest: "sha384" },
} as const;

class KmsError extends Error {
  constructor(
    readonly code: number,
    readonly status: string,
    message: string,
  ) {
    super(message);
  }
}

export function startKms({ keyOf, may }: KmsOptions): Promise<StandIn> {
  /** Node's own crypto signs no digest that it has not made itself. */
  function sign(version: string, body: string): object {
    const { algorithm, secret } = keyFor(version);
    const { curve, digest } = algorithms[algorithm as keyof typeof algorithms];
    const given: unknown = JSON.parse(body).digest?.[digest];
    if (typeof given !== "string") throw new KmsError(400, "INVALID_ARGUMENT", `Give a digest by ${digest}.`);
    const signature = curve.sign(Buffer.from(given, "base64"), secret, { prehash: false }).toBytes("der");
    return { name: version, signature: Buffer.from(signature).toString("base64") };
  }
  function keyFor(version: string) {
    try {
      return keyOf(version);
    } catch {
      throw new KmsError(404, "NOT_FOUND", `CryptoKeyVersion ${version} not found.`);
    }
  }
  return listening(
    createServer(async (request, response) => {
      const answer = (code: number, value: object) =>
        response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(value));
      try {
        let body = "";
        for await (const chunk of request.setEncoding("utf8")) body += chunk;
        const [, version] = /^\/v1\/(projects\/[^?]+):asymmetricSign(?:\?|$)/.exec(request.url ?? "") ?? [];
        if (request.method !== "POST" || version === undefined)
          throw new KmsError(501, "UNIMPLEMENTED", "This stand-in signs, and has no other method.");
        if (!may(/^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "", version))
          throw new KmsError(
            403,
            "PERMISSION_DENIED",
            `Permission 'cloudkms.cryptoKeyVersions.useToSign' denied on resource '${version}' (or it may not exist).`,
          );
        answer(200, sign(version, body));
      } catch (thrown) {
        const error =
          thrown instanceof KmsError ? thrown : new KmsError(400, "INVALID_ARGUMENT", "The request is no JSON.");
        const { code, status, message } = error;
        answer(code, { error: { code, status, message } });
      }
    }),
  );
}
