/** What algorithms a purpose and a protection level have. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { objectOf } from "../typed";

export class AlgorithmOfAnotherPurpose extends Refusal {
  constructor(algorithm: string, purpose: unknown) {
    super(400, "", `Algorithm ${algorithm} is not supported for purpose: ${purpose}`);
  }
}

export class AlgorithmOfAnotherLevel extends Refusal {
  constructor(algorithm: string, level: string) {
    super(400, "", `Algorithm ${algorithm} is not supported for protection level: ${level}`);
  }
}

/** The algorithm where none is named: of a key that encrypts, and of all others. */
const symmetric = "GOOGLE_SYMMETRIC_ENCRYPTION";
const unspecified = "CRYPTO_KEY_VERSION_ALGORITHM_UNSPECIFIED";

/** How the names of a purpose's algorithms begin. */
const algorithms: Readonly<Record<string, RegExp>> = {
  ENCRYPT_DECRYPT: /^(GOOGLE_SYMMETRIC_ENCRYPTION|EXTERNAL_SYMMETRIC_ENCRYPTION)$/,
  RAW_ENCRYPT_DECRYPT: /^AES_/,
  ASYMMETRIC_SIGN: /^(RSA_SIGN_|EC_SIGN_|PQ_SIGN_)/,
  ASYMMETRIC_DECRYPT: /^RSA_DECRYPT_/,
  MAC: /^HMAC_/,
  KEY_ENCAPSULATION: /^(ML_KEM_|KEM_)/,
};

/** Algorithm → the protection level that is known not to have it. */
const lackingIn: Readonly<Record<string, string>> = { EC_SIGN_ED25519: "HSM", EC_SIGN_SECP256K1_SHA256: "SOFTWARE" };

export const algorithmFits: Rule = {
  name: "kms-algorithm-fits",
  demands:
    "A key's algorithm is one of its purpose, and its protection level has it; only encryption has one by default.",
  answer: "400: Algorithm EC_SIGN_ED25519 is not supported for protection level: HSM",
  sources: [
    "googleapis/googleapis google/cloud/kms/v1/resources.proto (CryptoKeyVersionAlgorithm)",
    "https://cloud.google.com/kms/docs/algorithms",
    "the words for the level: answers to gcloud kms keys create, found in public documents that kept them",
    "no source of the words for the purpose was found: they are formed alike",
  ],
  types: ["gcp:kms/cryptoKey:CryptoKey"],
  before: ["create", "update"],
  check({ inputs: { versionTemplate, purpose = "ENCRYPT_DECRYPT" } }) {
    const template = objectOf(versionTemplate);
    const { protectionLevel = "SOFTWARE" } = template;
    const algorithm = String(template.algorithm ?? (purpose === "ENCRYPT_DECRYPT" ? symmetric : unspecified));
    if (algorithms[String(purpose)]?.test(algorithm) === false) throw new AlgorithmOfAnotherPurpose(algorithm, purpose);
    if (lackingIn[algorithm] === protectionLevel) throw new AlgorithmOfAnotherLevel(algorithm, String(protectionLevel));
  },
};
