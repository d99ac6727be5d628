/** Tells people of what happened, by entries in the log that alerts and sinks pick out. */
import { logTracesOf, place, serve, start } from "../serving";
import { notifier } from "./routes";

async function main(): Promise<void> {
  logTracesOf((await place()).project);
  await serve({ name: "notifier", routes: notifier() });
}

start("notifier", main);
