/** Keeps what `iam` tells: who did what that decides who may do what. */
import { given, readVariables } from "../../contract";
import { caller, log, logTracesOf, place, serve } from "../serving";
import { audit } from "./routes";

async function main(): Promise<void> {
  const { iam } = readVariables("audit", { iam: given.call("iam") });
  logTracesOf((await place()).project);
  await serve({ name: "audit", routes: audit({ iam: caller(iam.url) }) });
}

main().catch((error: unknown) => {
  log.error("audit cannot start", error);
  process.exit(1);
});
