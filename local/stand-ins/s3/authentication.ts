/**
 * Whose request it is. What is asked, in which order, and what is answered is R2's, as cloudflare/workers-sdk tells it
 * (packages/miniflare/src/workers/r2/s3/auth.worker.ts): a signed URL that is past its time is refused before its
 * signature is looked at, and an unknown key is 401 Unauthorized.
 */
import { S3Error } from "./errors";
import { keyOf, type S3Key } from "./keys";
import { parameter, type S3Request } from "./request";
import { algorithm, isSame, type Signed, signatureOf } from "./signature";

/** Seconds in a week: a signed URL lives no longer (developers.cloudflare.com/r2/api/s3/presigned-urls). */
const longestLife = 604_800;
const mostSkew = 15 * 60 * 1000;

interface Claim extends Signed {
  accessKeyId: string;
  signature: string;
}

export interface Authenticated {
  key: S3Key;
  /** What was signed of the body: a digest, or the word that stands for one. */
  payload: string;
}

/** The key that signed the request; refuses a request that no key did. */
export function authenticate(request: S3Request, keys: readonly S3Key[], now: Date): Authenticated {
  const authorization = request.headers.get("authorization");
  const inQuery = parameter(request, "X-Amz-Credential");
  if (authorization === undefined && inQuery === undefined) throw new S3Error("InvalidArgument", "Authorization");
  if (request.headers.has("x-amz-security-token") || parameter(request, "X-Amz-Security-Token") !== undefined)
    throw new S3Error("InvalidArgument", "X-Amz-Security-Token"); // temporary credentials are not among the keys
  const claim = authorization === undefined ? queryClaim(request, now) : headerClaim(request, authorization, now);
  const key = keyOf(keys, claim.accessKeyId, now);
  if (claim.expired) throw new S3Error("ExpiredRequest");
  if (!claim.signedHeaders.includes("host")) throw new S3Error("Unauthorized");
  if (!isSame(signatureOf(request, claim, key.secretAccessKey), claim.signature))
    throw new S3Error("SignatureDoesNotMatch");
  return { key, payload: claim.payload };
}

function headerClaim(request: S3Request, authorization: string, now: Date): Claim & { expired: false } {
  const payload = request.headers.get("x-amz-content-sha256");
  if (payload === undefined) throw new S3Error("InvalidRequest", "Missing x-amz-content-sha256");
  const time = request.headers.get("x-amz-date");
  if (time === undefined) throw new S3Error("InvalidArgument", "No date provided in x-amz-date");
  if (Math.abs(now.getTime() - timeOf(time, "'x-amz-date' header")) > mostSkew)
    throw new S3Error("RequestTimeTooSkewed");
  const field = (name: string) => new RegExp(`[\\s,]${name}=([^,\\s]+)`).exec(authorization)?.[1];
  const [credential, headers, signature] = ["Credential", "SignedHeaders", "Signature"].map(field);
  if (!authorization.startsWith(`${algorithm} `) || !credential || !headers || !signature)
    throw new S3Error("InvalidRequest", `Please use ${algorithm}`);
  return {
    ...credentialOf(credential, time),
    time,
    signedHeaders: namesIn(headers),
    payload,
    signature,
    expired: false,
  };
}

function queryClaim(request: S3Request, now: Date): Claim & { expired: boolean } {
  const given = (name: string) => parameter(request, `X-Amz-${name}`) ?? "";
  const missing = ["Algorithm", "Signature", "Date", "SignedHeaders", "Expires"]
    .map((name) => `X-Amz-${name}`)
    .filter((name) => parameter(request, name) === undefined);
  if (missing.length > 0)
    throw new S3Error(
      "InvalidArgument",
      `Required search parameter${missing.length > 1 ? "s" : ""} ${missing.join(",  ")} missing`,
    );
  if (given("Algorithm") !== algorithm) throw new S3Error("InvalidRequest", `Please use ${algorithm}`);
  const time = given("Date");
  const made = timeOf(time, "X-Amz-Date");
  const credential = credentialOf(given("Credential"), time);
  const life = given("Expires").trim() === "" ? Number.NaN : Number(given("Expires"));
  if (Number.isNaN(life)) throw new S3Error("InvalidArgument", "X-Amz-Expires should be a number");
  if (life > longestLife)
    throw new S3Error(
      "InvalidArgument",
      `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${longestLife} seconds`,
    );
  return {
    ...credential,
    time,
    signedHeaders: namesIn(given("SignedHeaders")),
    payload: "UNSIGNED-PAYLOAD", // who signs a URL does not have the body
    signature: given("Signature"),
    expired: life < 1 || now.getTime() > made + life * 1000,
  };
}

/** `KEY/yyyymmdd/region/s3/aws4_request`. The region is what was signed with: R2's is `auto`, with `us-east-1` beside it. */
function credentialOf(text: string, time: string): Pick<Claim, "accessKeyId" | "scope"> {
  const parts = text.split("/");
  if (parts.length < 5)
    throw new S3Error(
      "InvalidArgument",
      `Credential sigv4 header should have at least 5 slash-separated parts, not ${parts.length}`,
    );
  const [date = "", region = "", service, end] = parts.slice(-4);
  if (service !== "s3") throw new S3Error("InvalidArgument", `Credential service should be s3, not ${service}`);
  if (end !== "aws4_request")
    throw new S3Error("InvalidArgument", `Credential termination string should be aws4_request, not ${end}`);
  if (!time.startsWith(date) || date.length !== 8)
    throw new S3Error(
      "InvalidArgument",
      `Credential signed date ${date} does not match ${time.slice(0, 8)} from 'x-amz-date' header`,
    );
  return { accessKeyId: parts.slice(0, -4).join("/"), scope: { date, region } };
}

function timeOf(text: string, where: string): number {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  const time = iso === text ? Number.NaN : Date.parse(iso);
  if (Number.isNaN(time))
    throw new S3Error("InvalidArgument", `Date provided in ${where} (${text}) didn't parse successfully`);
  return time;
}

const namesIn = (list: string) => list.split(";").map((name) => name.toLowerCase());
