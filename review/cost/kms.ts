/** Cloud KMS: every version of a key that is not destroyed. A ring, and a key without versions, cost nothing. */
import type { Deployment, Resource } from "../deployment";
import type { PriceId } from "../prices";
import { flagAt, textAt } from "../values";
import { each, referred } from "./finding";

const keyType = "gcp:kms/cryptoKey:CryptoKey";

export const cryptoKey = each((key) => {
  const { properties } = key;
  if (flagAt(properties, "skipInitialVersionCreation") || flagAt(properties, "importOnly"))
    return [{ free: "is made without a version" }];
  const rotates = textAt(properties, "rotationPeriod") !== undefined;
  const later = rotates ? "; each rotation adds one until the old ones are destroyed" : "";
  return [{ price: priceOf(key), quantity: 1, reason: `its first version${later}` }];
});

export const cryptoKeyVersion = each((version, deployment) => {
  const state = textAt(version.properties, "state");
  if (state === "DESTROYED" || state === "DESTROY_SCHEDULED") return [{ free: `is ${state}` }];
  const key = keyOf(version, deployment);
  if (!key) return [{ unpriced: "its key is not in the deployment, which has the protection level" }];
  return [{ price: priceOf(key), quantity: 1, reason: `a version of ${key.name}, enabled or not` }];
});

function keyOf(version: Resource, deployment: Deployment): Resource | undefined {
  return referred(version, "cryptoKey", keyType, deployment);
}

/** The algorithms of which a version in an HSM costs as much as a symmetric one (cloud.google.com/kms/pricing). */
const cheapInHsm = /^(GOOGLE_SYMMETRIC_ENCRYPTION|HMAC_|AES_|RSA_.*_2048_|EXTERNAL_SYMMETRIC)/;

function priceOf({ properties }: Resource): PriceId {
  const level = textAt(properties, "versionTemplate.protectionLevel") ?? "SOFTWARE";
  const algorithm = textAt(properties, "versionTemplate.algorithm") ?? "GOOGLE_SYMMETRIC_ENCRYPTION";
  if (level.startsWith("EXTERNAL")) return "kms-external";
  if (level === "SOFTWARE") return "kms-software";
  return cheapInHsm.test(algorithm) ? "kms-hsm" : "kms-hsm-asymmetric";
}
