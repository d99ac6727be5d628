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

/** How long the sender of a push waits for its event to be published, which happens sooner or later all the same. */
const patience = 1_000;
const flushEvery = 5_000;
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
  const flushSoon = () => Promise.race([waiting.flush(), sleep(patience)]);
  const timers = [setInterval(waiting.flush, flushEvery), setInterval(sweep, sweepEvery)];
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
      pushed: flushSoon,
    }),
    ready: () => pool.query("SELECT FROM uploads LIMIT 1"),
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await flushSoon();
      await pushes.close();
      await pool.end();
      bucket.close();
    },
  });
  await waiting.flush(); // what an instance left behind that died
  await sweep();
}

start("push", main);
