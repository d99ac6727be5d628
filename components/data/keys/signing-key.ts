import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import type { Environment } from "../../environment";
import { type Capability, capability } from "../../iam/capability";
import { nameMistakes } from "../../naming";
import { checksInto, type Mistake, refuse } from "../../refuse";
import { type PublicKey, publicKey, told } from "./jwk";
import { createKey, grantOnKey } from "./key";

/** Algorithm of a signature, as JOSE names it (RFC 7518) → as Cloud KMS does, in software and in a hardware module alike. */
const algorithms = {
  ES256: "EC_SIGN_P256_SHA256",
  ES384: "EC_SIGN_P384_SHA384",
} as const;
export type SigningAlgorithm = keyof typeof algorithms;

/** Which versions there are. To rotate: list another one, bring it up, name it as signing, and later drop the first. */
export type SigningVersions<V extends string> =
  | {
      /** Labels of the key's versions, all of whose public keys are published. @default one, "1" */
      versions: readonly [V, ...V[]];
      /** The one that signs. */
      signing: NoInfer<V>;
    }
  | { versions?: undefined; signing?: undefined };

export type SigningKeyArgs<V extends string = string> = SigningVersions<V> & {
  /** Where it stands, and what decides its protection and whether it is in a hardware module. */
  environment: Environment;
  /** @default "ES256" */
  algorithm?: SigningAlgorithm;
};

interface Version {
  label: string;
  version: gcp.kms.CryptoKeyVersion;
  pem: pulumi.Output<string>;
  published: pulumi.Output<PublicKey>;
}

/** What signs for others than a workload, and what they verify it with. */
export interface Signer {
  key: gcp.kms.CryptoKey;
  /** Every version: its label, its name for the KMS API, and its public key in PEM form. */
  versions: readonly { label: string; name: pulumi.Output<string>; pem: pulumi.Output<string> }[];
  /** Name of the version that signs. */
  signing: pulumi.Output<string>;
}

let signerOf!: (key: SigningKey) => Signer;

/**
 * A key that signs, in Cloud KMS, which it never leaves. Who may sign holds `sign()`; who verifies is given the public keys
 * and needs to ask nobody.
 *
 * ```ts
 * const signing = new SigningKey("signing", { environment, versions: ["2026-11", "2027-05"], signing: "2026-11" });
 * new Service("tokens", { environment, image, can: [signing.sign()] });
 * new Service("registry", { environment, image, can: [signing.verify()] });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class SigningKey<const V extends string = string> extends Component {
  /** The public keys of all versions, for the stack's outputs. */
  readonly publicKeys: pulumi.Output<PublicKey[]>;
  readonly #name: string;
  readonly #environment: Environment;
  readonly #algorithm: SigningAlgorithm;
  readonly #key: gcp.kms.CryptoKey;
  readonly #versions: readonly Version[];
  readonly #signing: Version;

  constructor(name: string, args: SigningKeyArgs<V>, opts?: pulumi.ComponentResourceOptions) {
    refuse("SigningKey", name, signingKeyMistakes(name, args));
    super("data:SigningKey", name, args.environment, opts);
    const { environment, algorithm = "ES256", versions = ["1"], signing = versions[0] } = args;
    this.#name = name;
    this.#environment = environment;
    this.#algorithm = algorithm;
    this.#key = createKey(this, environment, name, {
      purpose: "ASYMMETRIC_SIGN",
      algorithm: algorithms[algorithm],
      skipInitialVersionCreation: true, // its versions are listed
    });
    this.#versions = versions.map((label) => this.#createVersion(label));
    this.#signing = this.#versions.find(({ label }) => label === signing) as Version;
    this.publicKeys = pulumi.all(this.#versions.map(({ published }) => published));
    this.registerOutputs({});
  }

  /**
   * Grants `roles/cloudkms.signer` on this key alone, and gives what a signer needs: `<NAME>_KEY_VERSION`, the version's name
   * for the KMS API, `<NAME>_KEY_ID`, what verifiers know it by, and `<NAME>_ALGORITHM`, as JOSE has it.
   */
  sign(): Capability<"grant" | "variables"> {
    const { label, version } = this.#signing;
    return capability({
      verb: "sign",
      kind: "key",
      owner: this.#name,
      unfit: {
        people:
          "what a person signs passes for the workload's, for ever; give people a service that signs and tells who asked",
      },
      variables: ["KEY_VERSION", "KEY_ID", "ALGORITHM"],
      grant: (principal) => ({
        variables: {
          KEY_VERSION: () => version.name,
          KEY_ID: () => this.#keyId(label),
          ALGORITHM: () => this.#algorithm,
        },
        before: [
          grantOnKey(
            this.#environment,
            `${principal.name}/sign/${this.#name}`,
            this.#key,
            "roles/cloudkms.signer",
            principal,
          ),
        ],
      }),
    });
  }

  /** Grants nothing, and gives `<NAME>_JWKS`, the public keys of all versions as a JSON Web Key Set (RFC 7517). */
  verify(): Capability<"variables"> {
    const jwks = this.publicKeys.apply((keys) => JSON.stringify({ keys }));
    return capability({
      verb: "verify",
      kind: "key",
      owner: this.#name,
      variables: ["JWKS"],
      grant: () => ({ variables: { JWKS: () => jwks } }),
    });
  }

  #keyId(label: string): string {
    return `${this.#name}-${label}`;
  }

  #createVersion(label: string): Version {
    const version = new gcp.kms.CryptoKeyVersion(
      `${this.#name}/${label}`,
      { cryptoKey: this.#key.id },
      { parent: this },
    );
    // The one look-up of the package: KMS alone knows the key that it made.
    const { publicKeys } = gcp.kms.getKMSCryptoKeyVersionOutput(
      { cryptoKey: this.#key.id, version: version.name.apply((path) => Number(path.split("/").at(-1))) },
      { parent: this },
    );
    const pem = publicKeys.apply(([first]) => told(first?.pem, this.#keyId(label)));
    const published = pem.apply((text) => publicKey(text, this.#keyId(label), this.#algorithm));
    return { label, version, pem, published };
  }

  static {
    signerOf = (key) => ({
      key: key.#key,
      versions: key.#versions.map(({ label, version, pem }) => ({ label, name: version.name, pem })),
      signing: key.#signing.version.name,
    });
  }
}

export { signerOf };

function signingKeyMistakes(name: string, args: SigningKeyArgs): Mistake[] {
  const { algorithm = "ES256" } = args;
  const mistakes = nameMistakes(name);
  const known = Object.keys(algorithms).join(", ");
  checksInto(mistakes)(
    Object.hasOwn(algorithms, algorithm),
    "algorithm",
    `${JSON.stringify(algorithm)} is not among ${known}`,
  );
  return [...mistakes, ...versionMistakes(args)];
}

/** What is wrong with the versions of a key, whoever signs with it. */
export function versionMistakes(args: SigningVersions<string>): Mistake[] {
  const { versions = ["1"], signing } = args;
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  check(versions.length > 0, "versions", "is empty; a key has a version");
  versions.forEach((label, i) => {
    check(
      /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(label),
      `versions[${i}]`,
      `${JSON.stringify(label)} must be lower-case letters, digits and inner dashes, such as 2026-11`,
    );
    check(versions.indexOf(label) === i, `versions[${i}]`, `${label} is listed twice`);
  });
  check(
    args.versions === undefined || signing !== undefined,
    "signing",
    `is missing; name the version that signs, one of ${versions.join(", ")}`,
  );
  check(
    signing === undefined || versions.includes(signing),
    "signing",
    `${JSON.stringify(signing)} is not among the versions ${versions.join(", ")}`,
  );
  return mistakes;
}
