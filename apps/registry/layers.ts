import { GetObjectCommand, HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { blobKey } from "../oci";

/** What `layers.read()` gives. */
export interface LayersGiven {
  endpoint: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Long enough to begin a download, which may then take as long as it takes. */
const seconds = 300;

/** Signs addresses at which a blob can be had from the bucket itself. Nothing is asked of the bucket for it. */
export function layersIn({ endpoint, region, bucket, accessKeyId, secretAccessKey }: LayersGiven) {
  const client = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    // R2 has no checksums of the newer kind in signed addresses.
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  return (digest: string, method: "GET" | "HEAD"): Promise<string> => {
    const object = { Bucket: bucket, Key: blobKey(digest) };
    const command = method === "HEAD" ? new HeadObjectCommand(object) : new GetObjectCommand(object);
    return getSignedUrl(client, command, { expiresIn: seconds });
  };
}
export type SignLayer = ReturnType<typeof layersIn>;
