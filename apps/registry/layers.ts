import { GetObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { type LayersGiven, layersClient } from "../oci";

/** Long enough to begin a download, which may then take as long as it takes. */
const seconds = 300;

/** Signs addresses at which an object can be had from the bucket itself. Nothing is asked of the bucket for it. */
export function layersIn(given: LayersGiven) {
  const client = layersClient(given);
  return (object: string, method: "GET" | "HEAD"): Promise<string> => {
    const input = { Bucket: given.bucket, Key: object };
    const command = method === "HEAD" ? new HeadObjectCommand(input) : new GetObjectCommand(input);
    return getSignedUrl(client, command, { expiresIn: seconds });
  };
}
export type SignLayer = ReturnType<typeof layersIn>;
