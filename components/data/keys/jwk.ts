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

/** @throws {pulumi.RunError} when KMS told no key */
export function publicKey(pem: string | undefined, kid: string, alg: string): PublicKey {
  if (!pem) throw new pulumi.RunError(`Cloud KMS told no public key for ${kid}`);
  const { kty, crv, x, y } = createPublicKey(pem).export({ format: "jwk" }) as Record<string, string>;
  return { kty, crv, x, y, kid, alg, use: "sig" } as PublicKey;
}
