/** Buckets of the whole world share one list of names, and some names nobody can have. */
import { isIPv4 } from "node:net";
import { Refusal } from "../errors";
import type { Rule } from "../rule";

export class InvalidBucketName extends Refusal {
  constructor(name: string) {
    super(400, "invalid", `Invalid bucket name: '${name}'`);
  }
}

export const bucketName: Rule = {
  name: "bucket-name",
  demands:
    "A bucket's name has 3 to 63 lowercase letters, digits, dashes, underscores and dots (222 with dots, 63 between " +
    "them), begins and ends with a letter or digit, is no address, does not begin with goog and holds no google.",
  answer: "400 invalid: Invalid bucket name: '…'",
  sources: [
    "https://cloud.google.com/storage/docs/buckets#naming",
    "the words: GoogleCloudPlatform/gcs-fuse-csi-driver docs/troubleshooting.md",
  ],
  types: ["gcp:storage/bucket:Bucket"],
  before: ["create"],
  check({ inputs }) {
    const name = String(inputs.name);
    const longest = name.includes(".") ? 222 : 63;
    const formed = /^[a-z0-9][a-z0-9._-]+[a-z0-9]$/.test(name) && name.length <= longest;
    const parts = name.split(".").every((part) => part.length <= 63);
    if (!formed || !parts || isIPv4(name) || /^goog|g[o0]{2}gle/.test(name)) throw new InvalidBucketName(name);
  },
};
