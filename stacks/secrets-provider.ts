import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { type Kind, kindDefaults } from "../components";

/**
 * Refuses to keep the secrets of a shared environment under a passphrase: whoever knows it reads them all, for ever, and
 * nobody sees it done. A preview warns only, so that a change can be looked at with any copy of the state.
 *
 * `pulumi stack init` without `--secrets-provider` drops the line from a committed stack file, which is how this is met.
 * @throws {pulumi.RunError} in an update
 */
export function demandSecretsProvider(kind: Kind): void {
  if (kindDefaults[kind].passphrase) return;
  const file = `Pulumi.${pulumi.getStack()}.yaml`;
  const provider = secretsProviderIn(join(__dirname, "..", file));
  if (provider !== undefined && provider !== "passphrase" && provider !== "default") return;
  const found = provider === undefined ? "names no secrets provider" : `names ${provider} as its secrets provider`;
  const message =
    `${file} ${found}, and the secrets of a ${kind} environment are kept by a key management service alone. ` +
    `Run: pulumi stack change-secrets-provider "gcpkms://projects/…/locations/…/keyRings/…/cryptoKeys/…"`;
  if (!pulumi.runtime.isDryRun()) throw new pulumi.RunError(message);
  pulumi.log.warn(`${message} An update refuses to run without it.`);
}

function secretsProviderIn(path: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
  return (parse(text) as { secretsprovider?: string } | null)?.secretsprovider;
}
