/**
 * Physical names of what a program leaves unnamed, formed as the bridge forms them: logical name, dash, seven hexadecimal
 * digits. The digits follow from the seed, so that preview and update agree; their values are not the bridge's.
 */
import { createHash } from "node:crypto";
import type { ResourceType } from "./catalogue";

const randomDigits = 7;

/** The name, or what is wrong with it. */
export function autoname(
  { longest, lowercase }: NonNullable<ResourceType["autoname"]>,
  logicalName: string,
  seed: Uint8Array,
): { name: string } | { mistake: string } {
  const prefix = `${lowercase ? logicalName.toLowerCase() : logicalName}-`;
  if (prefix.length + randomDigits > longest)
    return {
      mistake:
        `cannot be made up: ${JSON.stringify(prefix)} and ${randomDigits} random digits are longer than ${longest} ` +
        "characters; set it, or shorten the resource's name",
    };
  return { name: prefix + createHash("sha256").update(seed).digest("hex").slice(0, randomDigits) };
}
