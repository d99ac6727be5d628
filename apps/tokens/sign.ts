/** JSON Web Signatures made by Cloud KMS, which the key never leaves. */
import { createHash } from "node:crypto";
import type { KeyManagementServiceClient } from "@google-cloud/kms";

/** What `signing.sign()` gives. */
export interface SigningGiven {
  keyVersion: string;
  keyId: string;
  algorithm: string;
}

/** Algorithm as JOSE names it → its digest, and the bytes of each of a signature's two numbers (RFC 7518, 3.4). */
const algorithms = { ES256: { digest: "sha256", bytes: 32 }, ES384: { digest: "sha384", bytes: 48 } } as const;

export type Sign = (claims: Readonly<Record<string, unknown>>) => Promise<string>;

/** @throws {TypeError} when the algorithm is not one that can be made here */
export function signer(kms: Pick<KeyManagementServiceClient, "asymmetricSign">, given: SigningGiven): Sign {
  const algorithm = algorithms[given.algorithm as keyof typeof algorithms];
  if (!algorithm) throw new TypeError(`${given.algorithm} is not among ${Object.keys(algorithms).join(", ")}`);
  const { digest, bytes } = algorithm;
  const header = encoded({ alg: given.algorithm, typ: "JWT", kid: given.keyId });
  return async (claims) => {
    const input = `${header}.${encoded(claims)}`;
    const hash = createHash(digest).update(input).digest();
    const [{ signature }] = await kms.asymmetricSign({ name: given.keyVersion, digest: { [digest]: hash } });
    return `${input}.${joined(Buffer.from(signature as Uint8Array), bytes).toString("base64url")}`;
  };
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** KMS answers a sequence of two integers in DER; JOSE wants both at full length, one after the other. */
function joined(der: Buffer, bytes: number): Buffer {
  let at = 2; // a P-384 signature is shorter than 128 bytes, so lengths are one byte each
  const number = () => {
    const length = der[at + 1] as number;
    const value = der.subarray(at + 2, at + 2 + length);
    at += 2 + length;
    const short = value.subarray(Math.max(0, value.length - bytes)); // without the zero that makes it positive
    return Buffer.concat([Buffer.alloc(bytes - short.length), short]);
  };
  return Buffer.concat([number(), number()]);
}
