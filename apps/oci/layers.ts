import { S3Client } from "@aws-sdk/client-s3";

/** What `layers.read()` and `layers.write()` give. */
export interface LayersGiven {
  endpoint: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
}

export function layersClient({ endpoint, region, accessKeyId, secretAccessKey }: LayersGiven): S3Client {
  return new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    // R2 has not all checksums of the newer kind, and none in signed addresses.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
}
