import type * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { Component } from "../component";
import type { Environment } from "../environment";
import { type Capability, capability, type SecretVersion, type Terms } from "../iam/capability";
import { nameMistakes, stableName } from "../naming";
import { checksInto, isCount, type Mistake, refuse, tells } from "../refuse";
import { createAccessor, createSecret, createVersion, keyedDigest } from "./secret-version";

/** Where a secret's value comes from. */
export type SecretSource =
  | {
      /** The value, as from `config.requireSecret`. Another value makes another version, and readers are moved to it. */
      value: pulumi.Input<string>;
      generated?: never;
      addedByHand?: never;
    }
  | {
      /** Made by chance. Another `generation` makes another value. */
      generated: {
        /** Letters and digits, 16 to 512. @default 43, some 256 bits */ length?: number;
        generation?: number;
      };
      value?: never;
      addedByHand?: never;
    }
  | {
      /** Added by a person, so that the value is in no state at all. Readers have nothing, no right either, until its version
       * is told. */
      addedByHand: {
        /** What it is and where a person gets it. */ what: string /** Of the value that was added. */;
        version?: number;
      };
      value?: never;
      generated?: never;
    };

export type SecretArgs = SecretSource & {
  /** Where it stands, and what decides its protection. */
  environment: Environment;
};

/**
 * A secret in Secret Manager, for the workloads that were granted `read()` and for nobody else. Readers are pinned to a
 * version, and a new value moves them to it.
 *
 * ```ts
 * const uploads = new Secret("uploads", { environment, generated: {} });
 * new Service("push", { environment, image, can: [uploads.read()] }); // UPLOADS
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class Secret extends Component {
  readonly #name: string;
  readonly #environment: Environment;
  readonly #secret: gcp.secretmanager.Secret;
  /** What readers are pinned to; nothing as long as a person has not added it. */
  readonly #version: SecretVersion | undefined;
  /** To wait for before a reader is deployed. */
  readonly #made: readonly pulumi.Resource[];
  readonly #missing: string | undefined;

  constructor(name: string, args: SecretArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("Secret", name, secretMistakes(name, args));
    super("data:Secret", name, args.environment, opts);
    const { environment, addedByHand } = args;
    this.#name = name;
    this.#environment = environment;
    const secretId = stableName("gcp:secretmanager/secret:Secret", environment.slug, name);
    this.#secret = createSecret(this, environment, name, secretId);
    if (addedByHand) {
      this.#version = addedByHand.version ? this.#pinned(String(addedByHand.version)) : undefined;
      this.#made = [];
      this.#missing = addedByHand.version ? undefined : addedByHand.what;
    } else {
      const version = this.#createVersion(environment, args);
      this.#version = this.#pinned(version.version);
      this.#made = [version];
    }
    this.registerOutputs({});
  }

  /**
   * Grants `roles/secretmanager.secretAccessor` on this secret alone. As a variable: `<NAME>` is the value. As a file:
   * `<NAME>_FILE` is the path of a file with the value.
   */
  read(as?: "variable"): Capability<"grant" | "secrets">;
  read(as: "file"): Capability<"grant" | "files">;
  read(as: "variable" | "file" = "variable"): Capability<"grant" | "secrets" | "files"> {
    if (as !== "variable" && as !== "file") {
      const reason = `${JSON.stringify(as)} is neither "variable" nor "file"`;
      refuse("Secret", this.#name, [{ propertyPath: "read", reason }]);
    }
    const [suffix, kind] = as === "file" ? (["FILE", "files"] as const) : (["", "secrets"] as const);
    const terms: Terms = {
      verb: "read",
      kind: "secret",
      owner: this.#name,
      variables: [suffix],
      grant: (principal) => {
        if (!this.#version) return {}; // a right that nothing uses is noticed by nobody
        const name = `${principal.name}/read/${this.#name}`;
        return {
          before: [createAccessor(this.#environment, name, this.#secret, principal), ...this.#made],
          [kind]: { [suffix]: this.#version },
        };
      },
    };
    return capability(terms);
  }

  /** What a person has to do before its readers have it, for the stack's outputs; nothing once that is done. */
  get todo(): { secret: string; what: string; how: string } | undefined {
    if (this.#missing === undefined) return undefined;
    const secret = stableName("gcp:secretmanager/secret:Secret", this.#environment.slug, this.#name);
    return {
      secret,
      what: this.#missing,
      how: `gcloud secrets versions add ${secret} --project ${this.#environment.project} --data-file=-`,
    };
  }

  #pinned(version: pulumi.Input<string>): SecretVersion {
    return { secret: this.#secret.secretId, version };
  }

  #createVersion(environment: Environment, { value, generated }: SecretArgs): gcp.secretmanager.SecretVersion {
    const name = this.#name;
    const made = generated ? this.#generate(generated) : (value as pulumi.Input<string>);
    // Nobody who has the number alone can try values until one fits.
    const { result: key } = new random.RandomPassword(
      `${name}/digest`,
      { length: 43, special: false },
      { parent: this },
    );
    const follows = pulumi.unsecret(pulumi.all([key, made]).apply(([key, value]) => keyedDigest(key, value)));
    return createVersion(this, environment, name, this.#secret, made, follows);
  }

  #generate({ length = 43, generation = 1 }: { length?: number; generation?: number }): pulumi.Output<string> {
    const keepers = { generation: String(generation) };
    return new random.RandomPassword(this.#name, { length, special: false, keepers }, { parent: this }).result;
  }
}

function secretMistakes(name: string, args: SecretArgs): Mistake[] {
  const mistakes = nameMistakes(name);
  const check = checksInto(mistakes);
  const { value, generated, addedByHand } = args;
  const sources = Object.entries({ value, generated, addedByHand }).flatMap(([key, given]) =>
    given === undefined ? [] : key,
  );
  check(sources.length > 0, "value", "is missing; give value, generated or addedByHand");
  check(sources.length < 2, sources[1] ?? "", `excludes ${sources[0]}: a secret has one source`);
  check(value !== "", "value", "is empty; a secret has a value");
  if (generated) {
    const { length = 43, generation = 1 } = generated;
    check(isCount(length, 16, 512), "generated.length", `${length} is not a whole number from 16 to 512`);
    check(isCount(generation, 1, 1e9), "generated.generation", `${generation} is not a whole number from 1 on`);
  }
  if (addedByHand) {
    const { what, version } = addedByHand;
    check(
      tells(what),
      "addedByHand.what",
      `${JSON.stringify(what)} does not tell a person what to add; say what it is and where to get it`,
    );
    check(
      version === undefined || isCount(version, 1, 1e9),
      "addedByHand.version",
      `${version} is not a version's number`,
    );
  }
  return mistakes;
}
