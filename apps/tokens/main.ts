/** Makes short tokens for who has an access key, signed by a key in Cloud KMS. */
import { KeyManagementServiceClient } from "@google-cloud/kms";
import { given, readVariables } from "../../contract";
import { caller, logTracesOf, place, serve, start } from "../serving";
import { askingIam } from "./access";
import { kmsOptions } from "./kms";
import { tokens } from "./routes";
import { signer } from "./sign";

async function main(): Promise<void> {
  const variables = readVariables("tokens", { iam: given.call("iam"), signing: given.sign("signing") });
  logTracesOf((await place()).project);
  const kms = new KeyManagementServiceClient(kmsOptions(process.env.KMS_EMULATOR_HOST));
  await serve({
    name: "tokens",
    routes: tokens({ ask: askingIam(caller(variables.iam.url)), sign: signer(kms, variables.signing) }),
    stop: () => kms.close(),
  });
}

start("tokens", main);
