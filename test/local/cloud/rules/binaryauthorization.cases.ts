import type { Inputs } from "@pulumi/pulumi";
import { type Declare, job, type Program, project, type RuleCase, service } from "./kit";

const enforced = { enforcementMode: "ENFORCED_BLOCK_AND_AUDIT_LOG" };
const own = { namePattern: "europe-docker.pkg.dev/example/images/*" };
const other = { namePattern: "europe-docker.pkg.dev/example/tools/**" };

const policy = (declare: Declare, rule: Inputs, admissionWhitelistPatterns: Inputs[] = []) =>
  declare("binaryauthorization/policy:Policy", "policy", {
    admissionWhitelistPatterns,
    defaultAdmissionRule: { ...enforced, ...rule },
  });

const attestor = (declare: Declare) => {
  const note = declare("containeranalysis/note:Note", "built", {
    name: "built",
    attestationAuthority: { hint: { humanReadableName: "built" } },
  });
  return declare("binaryauthorization/attestor:Attestor", "built", {
    name: "built",
    attestationAuthorityNote: { noteReference: note.name },
  });
};

const attested =
  (requireAttestationsBies: string[], isMade: boolean): Program =>
  (declare) => {
    const dependsOn = isMade ? [attestor(declare)] : [];
    declare(
      "binaryauthorization/policy:Policy",
      "policy",
      { defaultAdmissionRule: { ...enforced, evaluationMode: "REQUIRE_ATTESTATION", requireAttestationsBies } },
      { dependsOn },
    );
  };

const asks = { binaryAuthorization: { useDefault: true } };
const whole = { evaluationMode: "ALWAYS_DENY" };

/** Something runs `europe-docker.pkg.dev/example/images/a` where only what matches a pattern may. */
const runs =
  (pattern: Inputs, workload: string, inputs: Inputs, rule: Inputs = whole): Program =>
  (declare) => {
    declare(`cloudrunv2/${workload}`, "iam", { ...inputs, ...asks }, { dependsOn: policy(declare, rule, [pattern]) });
  };

const refused = /Container image 'europe-docker\.pkg\.dev\/example\/images\/a' is not authorized by policy\./;
const migrating = { ...job(), runExecutionToken: "now" };

export const cases: RuleCase[] = [
  {
    rule: "attestors-exist",
    claim: "attestations are required of an attestor that nobody made",
    broken: attested([`projects/${project}/attestors/built`], false),
    says: /Error 400: attestor projects\/.*\/attestors\/built does not exist/,
    repaired: attested([`projects/${project}/attestors/built`], true),
  },
  {
    rule: "attestors-exist",
    claim: "attestations are required of nobody",
    broken: attested([], true),
    says: /Error 400: require_attestations_by must be non-empty when evaluation_mode is REQUIRE_ATTESTATION/,
    repaired: attested(["built"], true),
  },
  {
    rule: "attestors-exist",
    claim: "attestors are named where every image is admitted",
    broken: (declare) => {
      attestor(declare);
      policy(declare, { evaluationMode: "ALWAYS_ALLOW", requireAttestationsBies: ["built"] });
    },
    says: /Error 400: require_attestations_by must be empty when evaluation_mode is ALWAYS_ALLOW/,
    repaired: (declare) => policy(declare, { evaluationMode: "ALWAYS_ALLOW" }),
  },
  {
    rule: "image-pattern-form",
    claim: "a wildcard in the middle",
    broken: (declare) => policy(declare, whole, [{ namePattern: "europe-docker.pkg.dev/*/images/a" }]),
    says: /Error 400: invalid name pattern "europe-docker\.pkg\.dev\/\*\/images\/a"/,
    repaired: (declare) => policy(declare, whole, [own]),
  },
  {
    rule: "image-pattern-form",
    claim: "any registry",
    broken: (declare) => policy(declare, whole, [{ namePattern: "**" }]),
    says: /Error 400: invalid name pattern "\*\*"/,
    repaired: (declare) => policy(declare, whole, [{ namePattern: "europe-docker.pkg.dev/**" }]),
  },
  {
    rule: "image-admitted",
    claim: "a service from elsewhere",
    broken: runs(other, "service:Service", service()),
    says: refused,
    repaired: runs(own, "service:Service", service()),
  },
  {
    rule: "image-admitted",
    claim: "an image in a folder, and * means none",
    broken: runs({ namePattern: "europe-docker.pkg.dev/example/*" }, "workerPool:WorkerPool", service()),
    says: refused,
    repaired: runs({ namePattern: "europe-docker.pkg.dev/example/**" }, "workerPool:WorkerPool", service()),
  },
  {
    rule: "image-admitted",
    claim: "a job that is run as it is made; one that is not can be made",
    broken: runs(other, "job:Job", migrating),
    says: refused,
    repaired: runs(other, "job:Job", job()),
  },
  {
    rule: "image-admitted",
    claim: "a service where the policy refuses; one that only logs does not",
    broken: runs(other, "service:Service", service()),
    says: refused,
    repaired: runs(other, "service:Service", service(), { ...whole, enforcementMode: "DRYRUN_AUDIT_LOG_ONLY" }),
  },
  {
    rule: "image-admitted",
    claim: "a service from elsewhere; one that is deployed past the policy, with a reason, is not asked about",
    broken: runs(other, "service:Service", service()),
    says: refused,
    repaired: (declare) => {
      const binaryAuthorization = { useDefault: true, breakglassJustification: "the registry is down" };
      const dependsOn = policy(declare, whole, [other]);
      declare("cloudrunv2/service:Service", "iam", { ...service(), binaryAuthorization }, { dependsOn });
    },
  },
  {
    rule: "image-admitted",
    claim: "a service that no pattern means; where attestations could, it is not for this cloud to say",
    broken: runs(other, "service:Service", service()),
    says: refused,
    repaired: (declare) => {
      const dependsOn = [attestor(declare)];
      const inputs = { evaluationMode: "REQUIRE_ATTESTATION", requireAttestationsBies: ["built"], ...enforced };
      const made = declare(
        "binaryauthorization/policy:Policy",
        "policy",
        { defaultAdmissionRule: inputs },
        { dependsOn },
      );
      declare("cloudrunv2/service:Service", "iam", { ...service(), ...asks }, { dependsOn: made });
    },
  },
];
