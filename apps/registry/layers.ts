import { S3RequestPresigner } from "@aws-sdk/s3-request-presigner";
import { LRUCache } from "lru-cache";
import { type LayersGiven, layersClient } from "../oci";

/** Long enough to begin a download, which may then take as long as it takes. */
const seconds = 300;

/** An address is anybody's who may have the object, and is given out again while most of its time is left. */
const addressesRemembered = { max: 5_000, ttl: 60_000 } as const;

export type SignLayer = (object: string, method: "GET" | "HEAD") => Promise<string>;

/** Addresses at which an object can be had from the bucket itself. Nothing is asked of the bucket for it. */
export function layersIn(given: LayersGiven): SignLayer {
  const sign = signerOf(given);
  const addresses = new LRUCache<string, string>(addressesRemembered);
  return async (object, method) => {
    const key = `${method} ${object}`;
    const known = addresses.get(key);
    if (known !== undefined) return known;
    const address = await sign(object, method);
    addresses.set(key, address);
    return address;
  };
}

/** The library's `getSignedUrl` works out a whole request first, which takes several times as long as to sign it. */
export function signerOf(given: LayersGiven): SignLayer {
  const { protocol, hostname, port, host } = new URL(given.endpoint);
  const presigner = new S3RequestPresigner({ ...layersClient(given).config });
  return async (object, method) => {
    const path = `/${given.bucket}/${object}`;
    const request = { method, protocol, hostname, path, headers: { host }, ...(port && { port: Number(port) }) };
    const { query = {} } = await presigner.presign(request, { expiresIn: seconds });
    const signed = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
    return `${given.endpoint}${path}?${signed.join("&")}`;
  };
}
