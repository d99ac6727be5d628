/**
 * What R2's S3 endpoint answers when it does not do what was asked: code, status and words. They are those of
 * developers.cloudflare.com/r2/api/error-codes, and where that page is short of words those that cloudflare/workers-sdk
 * says it captured from a real bucket on 2026-06-11 (packages/miniflare/src/workers/r2/s3).
 */

/** S3 code → status and words. */
const answers = {
  AccessDenied: [403, "Access Denied"],
  BadDigest: [400, "The checksum you specified did not match what we received."],
  EntityTooLarge: [400, "Your proposed upload exceeds the maximum allowed object size."],
  EntityTooSmall: [400, "Your proposed upload is smaller than the minimum allowed object size."],
  ExpiredRequest: [403, "Request has expired"],
  IncompleteBody: [400, "The request body terminated before the announced length."],
  InternalError: [500, "We encountered an internal error. Please try again."],
  InvalidArgument: [400, "Invalid Argument"],
  InvalidDigest: [400, "The checksum or Content-MD5 you specified is not valid."],
  InvalidObjectName: [400, "The specified object name is not valid."],
  InvalidPart: [400, "One or more of the specified parts could not be found."],
  InvalidRange: [416, "The requested range is not satisfiable"],
  InvalidRequest: [400, "Invalid Request"],
  MalformedXML: [400, "The XML you provided was not well formed or did not validate against our published schema."],
  MetadataTooLarge: [400, "Your metadata headers exceed the maximum allowed metadata size."],
  MissingContentLength: [411, "You must provide the Content-Length HTTP header."],
  NoSuchBucket: [404, "The specified bucket does not exist."],
  NoSuchKey: [404, "The specified key does not exist."],
  NoSuchUpload: [404, "The specified multipart upload does not exist."],
  NotImplemented: [501, "Not Implemented"],
  PreconditionFailed: [412, "At least one of the pre-conditions you specified did not hold."],
  RequestTimeTooSkewed: [403, "The difference between the request time and the server's time is too large."],
  SignatureDoesNotMatch: [
    403,
    "The request signature we calculated does not match the signature you provided. Check your secret access key and signing method.",
  ],
  Unauthorized: [401, "Unauthorized"],
  XAmzContentSHA256Mismatch: [400, "The provided 'x-amz-content-sha256' header does not match what was computed."],
} as const satisfies Record<string, readonly [number, string]>;

export type S3Code = keyof typeof answers;

export class S3Error extends Error {
  readonly status: number;

  constructor(
    readonly code: S3Code,
    words: string = answers[code][1],
  ) {
    super(words);
    this.name = new.target.name;
    this.status = answers[code][0];
  }
}
