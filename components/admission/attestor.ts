import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { grantOnKey } from "../data/keys/key";
import {
  type Signer,
  SigningKey,
  type SigningKeyArgs,
  type SigningVersions,
  signerOf,
  versionMistakes,
} from "../data/keys/signing-key";
import type { Environment } from "../environment";
import { type Capability, capability, type Principal } from "../iam/capability";
import { nameMistakes, stableName } from "../naming";
import { refuse } from "../refuse";

const noteType = "gcp:containeranalysis/note:Note";
const attestorType = "gcp:binaryauthorization/attestor:Attestor";

/** What an environment makes of an attestor that it demands. */
interface Made {
  environment: Environment;
  signer: Signer;
  note: gcp.containeranalysis.Note;
}

/** Where it is made, with what it waits for. */
export interface Place {
  parent: pulumi.ComponentResource;
  environment: Environment;
  enabled: readonly pulumi.Resource[];
  /** The account that looks for attestations, as IAM writes it. */
  reader: pulumi.Output<string>;
}

/** What the policy needs of an attestor: its name, and what has to be there before it is asked. */
export interface Asked {
  name: pulumi.Output<string>;
  ready: pulumi.Resource;
}

let make!: (attestor: Attestor, place: Place) => Asked;
let nameOf!: (attestor: unknown) => string | undefined;
let isMade!: (attestor: Attestor) => boolean;

/**
 * Who vouches for images, by signing their digests: a build, a test. It is named first and made by the environment that
 * demands it; whoever signs for it can `attest()`.
 *
 * ```ts
 * const built = new Attestor("built");
 * const environment = new Environment("environment", { ...settings, admission: { attestedBy: [built] } });
 * new Workflow("build", { environment, github, file: "build.yml", branch: "main", can: [built.attest()] });
 * ```
 * Its key is in Cloud KMS, as a `SigningKey`'s is, and is rotated as one: what an earlier version has signed stays good for
 * as long as that version is listed.
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class Attestor<const V extends string = string> {
  readonly #name: string;
  readonly #versions: SigningVersions<V>;
  #made: Made | undefined;

  constructor(name: string, versions: SigningVersions<V> = {}) {
    refuse("Attestor", name, [...nameMistakes(name), ...versionMistakes(versions)]);
    this.#name = name;
    this.#versions = versions;
  }

  /**
   * Grants `roles/cloudkms.signerVerifier` on the attestor's key alone, since gcloud asks for its public key before it signs,
   * `roles/containeranalysis.notes.attacher` on the attestor's note alone, and on the project a role of the environment's own
   * that creates occurrences, which is what an attestation is kept as, and can change or delete none. Gives `<NAME>_NOTE` and
   * `<NAME>_KEY_VERSION`, as `gcloud beta container binauthz attestations sign-and-create` takes them
   * (cloud.google.com/binary-authorization/docs/making-attestations).
   * @throws {pulumi.InputPropertiesError} when no environment demands it
   */
  attest(): Capability<"grant" | "variables"> {
    const made = this.#made;
    const reason = `no environment demands it, so nobody would look at what it attests; list ${this.#name} there`;
    refuse("Attestor", this.#name, made ? [] : [{ propertyPath: "admission.attestedBy", reason }]);
    const { signer, note } = made as Made;
    return capability({
      verb: "attest",
      kind: "image",
      owner: this.#name,
      unfit: {
        workload:
          "what runs here would vouch for what is to run here next; let the workflow that builds or tests it attest",
        people:
          "a person's word for an image tells nothing of how it was made; let a workflow attest, in a GitHub environment where " +
          "people approve",
      },
      variables: ["NOTE", "KEY_VERSION"],
      grant: (principal) => ({
        variables: { NOTE: () => note.id, KEY_VERSION: () => signer.signing },
        before: this.#grants(principal, made as Made),
      }),
    });
  }

  #grants(principal: Principal, { environment, signer, note }: Made): pulumi.Resource[] {
    const { project, propagation, foundation } = environment;
    const { member, component: parent } = principal;
    const name = `${principal.name}/attest/${this.#name}`;
    const options = { parent, provider: environment.gcp, hooks: propagation };
    return [
      grantOnKey(environment, name, signer.key, "roles/cloudkms.signerVerifier", principal),
      new gcp.containeranalysis.NoteIamMember(
        name,
        { project, note: note.name, role: "roles/containeranalysis.notes.attacher", member },
        options,
      ),
      new gcp.projects.IAMMember(name, { project, role: foundation.roles.attest, member }, options),
    ];
  }

  #make({ parent, environment, enabled, reader }: Place): Asked {
    const { project, slug, propagation } = environment;
    const name = this.#name;
    const key = new SigningKey<V>(name, { environment, ...this.#versions } as SigningKeyArgs<V>, { parent });
    const signer = signerOf(key);
    const note = new gcp.containeranalysis.Note(
      name,
      {
        project,
        name: stableName(noteType, slug, name),
        attestationAuthority: { hint: { humanReadableName: name } },
      },
      { parent, dependsOn: [...enabled] },
    );
    const attestor = new gcp.binaryauthorization.Attestor(
      name,
      {
        project,
        name: stableName(attestorType, slug, name),
        attestationAuthorityNote: { noteReference: note.name, publicKeys: publicKeysOf(signer) },
      },
      { parent, dependsOn: [...enabled] },
    );
    // It is let in by whoever has the note (attestor.d.ts, delegationServiceAccountEmail).
    const ready = new gcp.containeranalysis.NoteIamMember(
      `${name}/reader`,
      {
        project,
        note: note.name,
        role: "roles/containeranalysis.notes.occurrences.viewer",
        member: reader,
      },
      { parent, hooks: propagation },
    );
    this.#made = { environment, signer, note };
    return { name: attestor.name, ready };
  }

  static {
    make = (attestor, place) => attestor.#make(place);
    isMade = (attestor) => attestor.#made !== undefined;
    nameOf = (attestor) =>
      typeof attestor === "object" && attestor !== null && #name in attestor ? attestor.#name : undefined;
  }
}

/** Known by their address in KMS, which is what gcloud writes into a signature (`GetKeyUri` in its kms.py). */
function publicKeysOf({ versions }: Signer) {
  return versions.map(({ label, name, pem }) => ({
    id: pulumi.interpolate`//cloudkms.googleapis.com/v1/${name}`,
    comment: label,
    pkixPublicKey: { publicKeyPem: pem, signatureAlgorithm: "ECDSA_P256_SHA256" },
  }));
}

export { isMade, make, nameOf };
