/** The least that answers a pull of a blob: an address is parsed, one in the bucket is signed, and the client is sent there. */
import { createServer } from "node:http";
import { signerOf } from "../../apps/registry/layers";
import { given, readVariables } from "../../contract";

const { layers } = readVariables("least", { layers: given.bucket("layers") });
const sign = signerOf(layers);
const blob = /^\/v2\/(.+)\/blobs\/(sha256:[0-9a-f]{64})$/;

createServer((request, response) => {
  const [, , digest] = blob.exec(request.url ?? "") ?? [];
  if (digest === undefined) return response.writeHead(request.url === "/ready" ? 200 : 404).end();
  return sign(`blobs/${digest}`, "GET").then((location) => response.writeHead(307, { location }).end());
}).listen(Number(process.env.PORT), "127.0.0.1");
