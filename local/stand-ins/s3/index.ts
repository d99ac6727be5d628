/**
 * A stand-in for R2's S3 endpoint, for tests and for applications run on this machine: it is no R2 and never claims to be.
 * It verifies signatures, in the header and in URLs, as R2 does, and answers with R2's codes.
 * What belongs here: the part of the S3 API that signed URLs and an official client need, over a folder.
 * What does not: making buckets or keys (who starts it says what there are), and anything that knows components or stacks.
 * Whatever it has not is answered 501 NotImplemented.
 */
export { keyPairOf, type S3Key } from "./keys";
export { BadBucketName, type S3Options, type S3StandIn, startS3 } from "./server";
