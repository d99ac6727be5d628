/**
 * AWS Signature Version 4 as S3 has it: the path stands as sent, and is not encoded again
 * (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). The libraries of the field sign;
 * none of them verifies, and what they have in common with verifying is these few lines. A test holds them against the
 * library of the official client.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { S3Request } from "./request";

export const algorithm = "AWS4-HMAC-SHA256";

export interface Scope {
  /** `yyyymmdd`. */
  date: string;
  region: string;
}

export interface Signed {
  scope: Scope;
  /** `yyyymmddThhmmssZ`. */
  time: string;
  /** Names in lowercase, in the order in which they were given. */
  signedHeaders: readonly string[];
  /** A digest, or the word that stands for one. */
  payload: string;
}

/** The signature that the owner of the secret gives to the request. */
export function signatureOf(
  request: S3Request,
  { scope, time, signedHeaders, payload }: Signed,
  secret: string,
): string {
  const canonical = [
    request.method,
    request.path,
    canonicalQuery(request.query),
    ...signedHeaders.map((name) => `${name}:${request.headers.get(name) ?? ""}`),
    "",
    signedHeaders.join(";"),
    payload,
  ].join("\n");
  const scopeText = `${scope.date}/${scope.region}/s3/aws4_request`;
  const toSign = [algorithm, time, scopeText, createHash("sha256").update(canonical).digest("hex")].join("\n");
  const key = scopeText.split("/").reduce<string | Buffer>((key, part) => hmac(key, part), `AWS4${secret}`);
  return hmac(key, toSign).toString("hex");
}

/** Compares without telling by its time how much is right. */
export function isSame(expected: string, given: string): boolean {
  const [one, other] = [expected, given].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(one as Buffer, other as Buffer);
}

function canonicalQuery(query: S3Request["query"]): string {
  return query
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort(byBytes)
    .join("&");
}

/** As `UriEncode` of the specification: all but letters, digits and `-._~`. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** By names first, then by values: `=` comes after what may stand in either, `-`, `.` and digits. */
function byBytes(one: string, other: string): number {
  const [name = "", value = ""] = one.split("=");
  const [otherName = "", otherValue = ""] = other.split("=");
  return compare(name, otherName) || compare(value, otherValue);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
