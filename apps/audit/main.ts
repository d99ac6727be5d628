/** Keeps what `iam` tells: who did what that decides who may do what. */
import { given, readVariables } from "../../contract";
import { caller, logTracesOf, place, serve, start } from "../serving";
import { audit } from "./routes";

async function main(): Promise<void> {
  const { iam } = readVariables("audit", { iam: given.call("iam") });
  logTracesOf((await place()).project);
  await serve({ name: "audit", routes: audit({ iam: caller(iam.url) }) });
}

start("audit", main);
