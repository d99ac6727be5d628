import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component";
import type { Environment } from "../environment";
import { isMode, type Mode, modeMistake } from "../mode";
import { checksInto, type Mistake } from "../refuse";
import { type Asked, type Attestor, isMade, make, nameOf } from "./attestor";
import { patternMistakes } from "./patterns";

interface Common {
  /**
   * Whether other images are refused, or deployed and written into the audit log: for the time until all that runs is as it
   * is to be. @default "enforce"
   */
  mode?: Mode;
}

/** Images that somebody vouches for. */
export interface AttestedImages extends Common {
  /** Who must have attested an image: all of them. */
  attestedBy: readonly [Attestor, ...Attestor[]];
  /**
   * Images that nobody has to attest, since somebody else built them: `HOST/PROJECT/…*`, or `**` for folders too.
   * @default none
   */
  exempt?: readonly string[];
  from?: never;
}

/** Images that are kept where only those who may push can put them. */
export interface KeptImages extends Common {
  /** Where they are: `HOST/PROJECT/…*`, or `**` for folders too. */
  from: readonly [string, ...string[]];
  attestedBy?: never;
  exempt?: never;
}

/** Which images may be deployed. */
export type AdmissionArgs = AttestedImages | KeptImages;

/** cloud.google.com/binary-authorization/docs/reference/rest/v1/AdmissionRule */
const enforcement = { enforce: "ENFORCED_BLOCK_AND_AUDIT_LOG", preview: "DRYRUN_AUDIT_LOG_ONLY" } as const;

const policyApi = "binaryauthorization.googleapis.com";
const noteApi = "containeranalysis.googleapis.com";

/**
 * What decides which images an environment deploys: the Binary Authorization policy of its project, which has one. Made by
 * the environment, before anything runs in it; every service, job and worker pool asks it.
 */
export class Admission extends Component {
  /** What is asked when something is deployed. */
  readonly policy: pulumi.Resource;

  constructor(name: string, environment: Environment, args: AdmissionArgs) {
    super("admission:Admission", name, environment);
    const { project, deletionProtection } = environment;
    const { mode = "enforce", attestedBy = [], exempt = [], from } = args;
    const enabled = [policyApi, ...(from ? [] : [noteApi])].map((service) => this.#enable(project, service));
    const asked = from ? [] : this.#createAttestors(environment, attestedBy, enabled);
    const enforcementMode = enforcement[mode];
    this.policy = new gcp.binaryauthorization.Policy(
      name,
      {
        project,
        globalPolicyEvaluationMode: "DISABLE", // it admits what clusters are made of, which nothing here is
        admissionWhitelistPatterns: (from ?? exempt).map((namePattern) => ({ namePattern })),
        defaultAdmissionRule: from
          ? { evaluationMode: "ALWAYS_DENY", enforcementMode }
          : {
              evaluationMode: "REQUIRE_ATTESTATION",
              enforcementMode,
              requireAttestationsBies: asked.map((one) => one.name),
            },
      },
      // Deleted, it is the one again that admits every image.
      { parent: this, protect: deletionProtection, dependsOn: [...enabled, ...asked.map(({ ready }) => ready)] },
    );
    this.registerOutputs({});
  }

  #createAttestors(
    environment: Environment,
    attestors: readonly Attestor[],
    enabled: readonly pulumi.Resource[],
  ): Asked[] {
    const { project } = environment;
    const agent = new gcp.projects.ServiceIdentity(
      "attestation-reader",
      { project, service: policyApi },
      { parent: this, dependsOn: [...enabled] },
    );
    return attestors.map((attestor) => make(attestor, { parent: this, environment, enabled, reader: agent.member }));
  }

  #enable(project: string, service: string): pulumi.Resource {
    return new gcp.projects.Service(service, { project, service, disableOnDestroy: false }, { parent: this });
  }
}

/** What is wrong with which images may be deployed, before anything is made. */
export function admissionMistakes({ mode, attestedBy, exempt = [], from }: AdmissionArgs): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  check(mode === undefined || isMode(mode), "admission.mode", modeMistake(mode));
  check(
    (attestedBy === undefined) !== (from === undefined),
    "admission",
    "takes either attestedBy, who vouches for images, or from, where they are kept",
  );
  check(from?.length !== 0, "admission.from", "names no place, so that nothing could be deployed; leave admission out");
  check(
    attestedBy?.length !== 0,
    "admission.attestedBy",
    "names nobody who could attest an image; leave admission out, and any may be deployed",
  );
  check(
    exempt.length === 0 || from === undefined,
    "admission.exempt",
    "exempts images from being attested, which nobody asks of them here; list them in from",
  );
  const names = (attestedBy ?? []).map(nameOf);
  (attestedBy ?? []).forEach((attestor, i) => {
    const path = `admission.attestedBy[${i}]`;
    const name = names[i];
    check(name !== undefined, path, 'is not an Attestor; make one with new Attestor("built")');
    if (name === undefined) return;
    check(names.indexOf(name) === i, path, `${name} is listed twice`);
    check(!isMade(attestor), path, `${name} is another environment's; make one for each`);
  });
  return [
    ...mistakes,
    ...patternMistakes("admission.exempt", exempt),
    ...patternMistakes("admission.from", from ?? []),
  ];
}
