/** Keys that encrypt are rotated by period; the others by a list of versions. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";

export class RotationOfAnotherPurpose extends Refusal {
  constructor(purpose: unknown) {
    super(400, "", `rotation_period must be omitted for a CryptoKey with purpose ${purpose}.`);
  }
}

export const rotation: Rule = {
  name: "kms-rotation",
  demands: "Only a key for encryption (ENCRYPT_DECRYPT) has a rotation period.",
  answer: "400",
  sources: [
    "googleapis/googleapis google/cloud/kms/v1/resources.proto",
    "no source of the words was found: they are ours",
  ],
  types: ["gcp:kms/cryptoKey:CryptoKey"],
  before: ["create", "update"],
  check({ inputs: { rotationPeriod, purpose = "ENCRYPT_DECRYPT" } }) {
    if (rotationPeriod !== undefined && rotationPeriod !== "" && purpose !== "ENCRYPT_DECRYPT")
      throw new RotationOfAnotherPurpose(purpose);
  },
};
