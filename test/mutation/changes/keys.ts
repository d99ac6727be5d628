import { type BadChanges, becomes, gains, option, told } from "../bad-change";
import { badMembers, badRoles, having, people } from "./subjects";

const soft = "Keys in software cost a fortieth, and here they sign nothing that anybody relies on.";

export const keys: BadChanges = {
  "gcp:kms/cryptoKey:CryptoKey": [
    becomes("versionTemplate.protectionLevel", "SOFTWARE", "the key can be copied out of a machine", {
      of: having("versionTemplate.protectionLevel", "HSM"),
      survives: { developer: soft, staging: soft },
    }),
    becomes("versionTemplate.algorithm", "RSA_DECRYPT_OAEP_2048_SHA1", "it cannot sign"),
    becomes("versionTemplate.algorithm", "HMAC_SHA256", "whoever verifies could sign"),
    becomes("purpose", "ENCRYPT_DECRYPT", "it cannot sign"),
    becomes("rotationPeriod", "7776000s", "keys that sign are not rotated by the cloud"),
    becomes("destroyScheduledDuration", "86400s", "a key that was destroyed by mistake is gone tomorrow", {
      survives: { developer: "Nothing that a developer encrypts is worth 30 days." },
    }),
    becomes("importOnly", true, "somebody has a copy of the key"),
    option(
      "protection by Pulumi is taken away",
      { protect: false },
      "one wrong word destroys it, and all that it signed is worth nothing",
      {
        of: ({ protect }) => protect,
      },
    ),
  ],
  "gcp:kms/cryptoKeyVersion:CryptoKeyVersion": [
    becomes("state", "DISABLED", "whoever signs is refused"),
    becomes(
      "cryptoKey",
      "projects/{project}/locations/europe-west1/keyRings/flotilla/cryptoKeys/nowhere",
      "there is no such key",
    ),
  ],
  "gcp:kms/keyRing:KeyRing": [
    becomes("location", "moon-west1", "there is no such place"),
    becomes("location", "us-west1", "the keys are where the environment is not"),
    option(
      "protection by Pulumi is taken away",
      { protect: false },
      "one wrong word forgets it, and its name can never be used again",
      {
        of: ({ protect }) => protect,
      },
    ),
  ],
  "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember": [
    ...badMembers,
    ...people,
    ...badRoles,
    becomes("role", "roles/cloudkms.admin", "who signs with it rules over it"),
    becomes("role", "roles/cloudkms.importer", "who signs with it brings keys in"),
    becomes(
      "cryptoKeyId",
      "projects/{project}/locations/europe-west1/keyRings/flotilla/cryptoKeys/nowhere",
      "there is no such key",
    ),
  ],
  "gcp:secretmanager/secretIamMember:SecretIamMember": [
    ...badMembers,
    ...people,
    ...badRoles,
    becomes("member", "group:ops@example.dev", "people read it, and no one sees who"),
    becomes("role", "roles/secretmanager.admin", "who reads it may replace it"),
    becomes("role", "roles/secretmanager.secretVersionManager", "who reads it may replace it"),
    becomes("secretId", "nowhere", "there is no such secret"),
    becomes(
      "member",
      told("the account of a trigger", ({ inputs }) => String(inputs.member).replace(/:[^@]+/, ":push-notify-pushed")),
      "an account that runs no code reads it",
    ),
  ],
  "random:index/randomId:RandomId": [
    becomes("byteLength", 1, "two environments get the same name"),
    becomes("byteLength", 0, "there is nothing random in it"),
    gains("unknownProperty", 1, "there is no such property"),
  ],
};
