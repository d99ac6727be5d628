import { createPublicKey } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/** A public key as verifiers take it: a JSON Web Key (RFC 7517). */
export interface PublicKey {
  kty: string;
  crv: string;
  x: string;
  y: string;
  /** What a signature's header calls it by. */
  kid: string;
  alg: string;
  use: "sig";
}

/**
 * The public key that KMS told, in PEM form.
 * @throws {pulumi.RunError} when it told none
 */
export function told(pem: string | undefined, kid: string): string {
  if (!pem) throw new pulumi.RunError(`Cloud KMS told no public key for ${kid}`);
  return pem;
}

export function publicKey(pem: string, kid: string, alg: string): PublicKey {
  const { kty, crv, x, y } = createPublicKey(pem).export({ format: "jwk" }) as Record<string, string>;
  return { kty, crv, x, y, kid, alg, use: "sig" } as PublicKey;
}
