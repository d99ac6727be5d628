import type * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import type { Environment } from "../../environment";
import { type Capability, capability } from "../../iam/capability";
import { nameMistakes } from "../../naming";
import { refuse } from "../../refuse";
import { type Duration, durationMistakes, toSeconds } from "../../units";
import { createKey, grantOnKey } from "./key";

export interface EncryptionKeyArgs {
  /** Where it stands, and what decides its protection and whether it is in a hardware module. */
  environment: Environment;
  /** How often a new version takes over; older ones still decrypt. 1 to 90 days. @default "90d" */
  rotation?: Duration;
}

const roles = { encrypt: "roles/cloudkms.cryptoKeyEncrypter", decrypt: "roles/cloudkms.cryptoKeyDecrypter" } as const;

/**
 * A key that encrypts and decrypts, in Cloud KMS. Who may do one may not do the other, unless granted both.
 *
 * ```ts
 * const exports = new EncryptionKey("exports", { environment });
 * new Job("export", { environment, image, can: [exports.encrypt()] }); // EXPORTS_KEY
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class EncryptionKey extends Component {
  readonly #name: string;
  readonly #environment: Environment;
  readonly #key: gcp.kms.CryptoKey;

  constructor(name: string, args: EncryptionKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    const { environment, rotation = "90d" } = args;
    refuse("EncryptionKey", name, [...nameMistakes(name), ...durationMistakes("rotation", rotation, "1d", "90d")]);
    super("data:EncryptionKey", name, environment, opts);
    this.#name = name;
    this.#environment = environment;
    this.#key = createKey(this, environment, name, {
      purpose: "ENCRYPT_DECRYPT",
      algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION",
      rotationPeriod: `${toSeconds(rotation)}s`,
    });
    this.registerOutputs({});
  }

  /** Grants `roles/cloudkms.cryptoKeyEncrypter` on this key alone, and gives `<NAME>_KEY`, its name for the KMS API. */
  encrypt(): Capability<"grant" | "variables"> {
    return this.#use("encrypt");
  }

  /** Grants `roles/cloudkms.cryptoKeyDecrypter` on this key alone, and gives `<NAME>_KEY`, its name for the KMS API. */
  decrypt(): Capability<"grant" | "variables"> {
    return this.#use("decrypt");
  }

  #use(verb: keyof typeof roles): Capability<"grant" | "variables"> {
    return capability({
      verb,
      kind: "key",
      owner: this.#name,
      unfit: {
        people:
          "what a person decrypts nobody sees leave, and what one encrypts passes for a workload's; give people a service that does it and tells who asked",
      },
      variables: ["KEY"],
      common: ["KEY"],
      grant: (principal) => ({
        variables: { KEY: () => this.#key.id },
        before: [
          grantOnKey(this.#environment, `${principal.name}/${verb}/${this.#name}`, this.#key, roles[verb], principal),
        ],
      }),
    });
  }
}
