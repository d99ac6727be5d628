/** A version holds something, and not too much. Neither the value nor its beginning is ever told. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";

const mostBytes = 64 * 1024;

export class EmptyPayload extends Refusal {
  constructor() {
    super(400, "", "Field [payload] is required.");
  }
}

export class PayloadTooLarge extends Refusal {
  constructor(bytes: number) {
    super(400, "", `The payload has ${bytes} bytes, and must be no larger than 64KiB (${mostBytes} bytes).`);
  }
}

export const payload: Rule = {
  name: "secret-payload",
  demands: "A version of a secret has a value, of 64 KiB at the most.",
  answer: "400: Field [payload] is required.",
  sources: [
    "googleapis/googleapis google/cloud/secretmanager/v1/resources.proto (the size)",
    "JanssenProject/jans#3865 (that a larger one is refused)",
    "the words for none: answers to public programs; no source of those for the size was found: they are ours",
  ],
  types: ["gcp:secretmanager/secretVersion:SecretVersion"],
  before: ["create"],
  check({ inputs: { secretData, secretDataWo, isSecretDataBase64 } }) {
    const text = String(secretData ?? secretDataWo ?? "");
    const bytes = Buffer.byteLength(text, isSecretDataBase64 === true ? "base64" : "utf8");
    if (bytes === 0) throw new EmptyPayload();
    if (bytes > mostBytes) throw new PayloadTooLarge(bytes);
  },
};
