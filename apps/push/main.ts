/** Takes pushes: bytes go to the bucket as they come, all else is in the catalog, with the events of what was pushed. */
import { setTimeout as sleep } from "node:timers/promises";
import { events, given, publisher, readVariables } from "../../contract";
import { connectTo, outbox } from "../database";
import { verifier } from "../oci";
import { logTracesOf, place, serve, start } from "../serving";
import { blobsIn } from "./blobs";
import { bucketIn } from "./bucket";
import { pushCatalogIn } from "./catalog";
import { push } from "./routes";
import { sweeper } from "./sweep";
import { uploadsIn } from "./uploads";

/** Of what Cloud Run gives an instance to end. */
const patience = 1_000;
const sweepEvery = 3_600_000;

async function main(): Promise<void> {
  const variables = readVariables("push", {
    host: given.variable("PUBLIC_HOST"),
    tokensHost: given.variable("TOKENS_HOST"),
    catalog: given.database("catalog"),
    layers: given.bucket("layers"),
    signing: given.verify("signing"),
    pushed: given.publish("image-pushed"),
  });
  logTracesOf((await place()).project);
  const pool = await connectTo(variables.catalog);
  const bucket = bucketIn(variables.layers);
  const uploads = uploadsIn(pool);
  // The same in every region: an event that is published twice is known by its source and its id.
  const pushes = publisher(events.imagePushed, { topic: variables.pushed.topic, source: "/push" });
  const waiting = outbox(pool, events.imagePushed, pushes);
  const sweep = sweeper(pool, bucket);
  const sweeping = setInterval(sweep, sweepEvery);
  await serve({
    name: "push",
    http2: true,
    routes: push({
      catalog: pushCatalogIn(pool),
      blobs: blobsIn(bucket, uploads),
      uploads,
      verify: verifier({
        jwks: variables.signing.jwks,
        host: variables.host.value,
        tokensAt: variables.tokensHost.value,
      }),
      published: waiting.published,
    }),
    ready: () => pool.query("SELECT FROM uploads LIMIT 1"),
    stop: async () => {
      clearInterval(sweeping);
      await Promise.race([waiting.flush(), sleep(patience)]);
      await pushes.close();
      await pool.end();
      bucket.close();
    },
  });
  await waiting.flush(); // of pushes that nobody was told of
  await sweep();
}

start("push", main);
