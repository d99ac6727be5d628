/** Answers pulls: who may is in the token, what there is in the catalog, and the bytes come from the bucket itself. */
import { events, given, publisher, readVariables } from "../../contract";
import { connectTo } from "../database";
import { verifier } from "../oci";
import { caller, logTracesOf, place, serve, start } from "../serving";
import { catalogIn } from "./catalog";
import { layersIn } from "./layers";
import { pullsTo } from "./pulls";
import { registry } from "./routes";

async function main(): Promise<void> {
  const variables = readVariables("registry", {
    host: given.variable("PUBLIC_HOST"),
    tokens: given.call("tokens"),
    catalog: given.database("catalog"),
    layers: given.bucket("layers"),
    signing: given.verify("signing"),
    pulled: given.publish("image-pulled"),
  });
  const { project, region } = await place();
  logTracesOf(project);
  const host = variables.host.value;
  const pool = await connectTo(variables.catalog);
  const pulls = pullsTo(
    publisher(events.imagePulled, { topic: variables.pulled.topic, source: `/registry/${region}` }),
    region,
  );
  await serve({
    name: "registry",
    routes: registry({
      catalog: catalogIn(pool),
      sign: layersIn(variables.layers),
      verify: verifier({ jwks: variables.signing.jwks, host }),
      jwks: variables.signing.jwks,
      tokens: caller(variables.tokens.url),
      pulled: pulls.pulled,
    }),
    ready: () => pool.query("SELECT FROM repositories LIMIT 1"),
    stop: async () => {
      await pulls.close();
      await pool.end();
    },
  });
}

start("registry", main);
