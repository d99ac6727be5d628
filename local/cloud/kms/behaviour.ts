import type { Behaviours } from "../behaviour";

const key = "gcp:kms/cryptoKey:CryptoKey";

export const behaviour: Behaviours = {
  "gcp:kms/keyRing:KeyRing": {
    // Only the state forgets it (resourceKMSKeyRingDelete in resource_kms_key_ring.go).
    afterDelete: () => "everything",
  },
  [key]: {
    outputs: ({ id, inputs }) => ({
      destroyScheduledDuration: "2592000s", // 30 days (resource_kms_crypto_key.go)
      // Only a symmetric key has a version that is used unless another is named.
      primaries:
        (inputs.purpose ?? "ENCRYPT_DECRYPT") === "ENCRYPT_DECRYPT" && inputs.skipInitialVersionCreation !== true
          ? [{ name: `${id}/cryptoKeyVersions/1`, state: "ENABLED" }]
          : [],
    }),
    // Its versions are destroyed, the key stays (resourceKMSCryptoKeyDelete in resource_kms_crypto_key.go).
    afterDelete: () => "everything",
  },
  "gcp:kms/cryptoKeyVersion:CryptoKeyVersion": {
    outputs: () => ({ state: "ENABLED" }),
    isTaken(id, world) {
      const [owner = "", number] = id.split("/cryptoKeyVersions/");
      return number === "1" && world.get(key, owner)?.inputs.skipInitialVersionCreation !== true;
    },
  },
};
