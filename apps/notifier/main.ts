/** Tells people of what happened, by entries in the log that alerts and sinks pick out. */
import { log, logTracesOf, place, serve } from "../serving";
import { notifier } from "./routes";

async function main(): Promise<void> {
  logTracesOf((await place()).project);
  await serve({ name: "notifier", routes: notifier() });
}

main().catch((error: unknown) => {
  log.error("notifier cannot start", error);
  process.exit(1);
});
