/** The headers that an object keeps, and those of a request that nothing is done for. */
import { S3Error } from "./errors";
import type { Headers } from "./objects";
import { parameter, type S3Request } from "./request";

const kept = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
];
/** Bytes of all `x-amz-meta-` headers (developers.cloudflare.com/r2/platform/limits). */
const mostMetadata = 8192;

/** Headers that R2 refuses with any write, and those that it has and this stand-in has not. */
const unsupported =
  /^x-amz-(expected-bucket-owner|tagging|grant-|website-redirect|object-lock-|server-side-encryption-|copy-source|request-payer|mfa)/;

export function refuseUnsupported({ headers }: S3Request): void {
  for (const [name, value] of headers) {
    const isOther =
      (name === "x-amz-storage-class" && value !== "STANDARD") ||
      (name === "x-amz-server-side-encryption" && value !== "AES256");
    if (isOther || unsupported.test(name))
      throw new S3Error("NotImplemented", `Header '${name}' with value '${value}' not implemented`);
  }
}

export function storedHeaders({ headers }: S3Request): Headers {
  const metadata = [...headers].filter(([name]) => name.startsWith("x-amz-meta-"));
  const size = metadata.reduce((sum, [name, value]) => sum + name.length - "x-amz-meta-".length + value.length, 0);
  if (size > mostMetadata) throw new S3Error("MetadataTooLarge");
  const own = kept.flatMap((name): [string, string][] => {
    const value = headers.get(name);
    const worth = name === "content-encoding" ? value?.replace(/\baws-chunked\b,?\s*|,\s*$/g, "") : value;
    return worth ? [[name, worth]] : [];
  });
  return { "content-type": "application/octet-stream", ...Object.fromEntries([...own, ...metadata]) };
}

/** The headers to give it back with: a request may ask for others, as `response-content-type`. */
export function headersToAnswer(request: S3Request, stored: Headers): Headers {
  const asked = kept.flatMap((name): [string, string][] => {
    const value = parameter(request, `response-${name}`);
    return value === undefined ? [] : [[name, value]];
  });
  return { ...stored, ...Object.fromEntries(asked) };
}
