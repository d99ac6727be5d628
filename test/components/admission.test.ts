import assert from "node:assert/strict";
import { sign, verify } from "node:crypto";
import type * as pulumi from "@pulumi/pulumi";
import {
  Attestor,
  Database,
  type Environment,
  type EnvironmentArgs,
  environmentMistakes,
  ForeignWorkload,
  GitHub,
  Job,
  People,
  Service,
  SigningKey,
  WorkerPool,
  Workflow,
  type WorkflowArgs,
} from "../../components";
import { refuse } from "../../components/refuse";
import { declareIn, developer, environmentOf, image, ofType, one, privateKeyOf, production } from "../support/declare";
import { itRefuses, mistakesOf, type Refusal } from "../support/refusals";
import { grantsIn, jobType, poolType, serviceType } from "../support/workloads";

const policyType = "gcp:binaryauthorization/policy:Policy";
const attestorType = "gcp:binaryauthorization/attestor:Attestor";
const noteGrant = "gcp:containeranalysis/noteIamMember:NoteIamMember";
const here = "registry.example.dev/shop/**" as const;
const kept = `registry.example.dev/shop/iam@sha256:${"ab".repeat(32)}`;

const attested = (more: object = {}): EnvironmentArgs => ({
  ...production,
  admission: { attestedBy: [new Attestor("built")], ...more },
});
const from = (mode?: "preview"): EnvironmentArgs => ({
  ...production,
  admission: { from: [here], ...(mode && { mode }) },
});

/** One of each kind of workload, and the job that a database brings. */
function workloads(environment: Environment, of = image) {
  new Service("iam", { environment, image: of });
  new Job("report", { environment, image: of });
  new WorkerPool("counter", { environment, image: of, instances: 1 });
}

function workflow(environment: Environment, can: WorkflowArgs["can"]): Workflow {
  const github = new GitHub("github", { environment, owner: 1000001, repository: 2000002 });
  return new Workflow("build", { environment, github, file: "build.yml", branch: "main", can });
}

const settled = <T>(output: pulumi.Output<T>) => new Promise<T>((done) => void output.apply(done));

describe("an environment that decides which images are deployed", () => {
  it("has every service, job and worker pool ask the project's policy, which is there before them", async () => {
    const declared = await declareIn(attested(), (environment) => {
      workloads(environment);
      new Database("catalog", { environment, images: { psql: image, proxy: image } });
    });
    const asking = [serviceType, jobType, poolType].flatMap((type) => ofType(declared, type));
    assert.deepEqual([...new Set(asking.map(({ name }) => name.split("/")[0]))].sort(), [
      "catalog-roles",
      "counter",
      "iam",
      "report",
    ]);
    for (const { name, inputs, dependsOn } of asking) {
      assert.deepEqual(inputs.binaryAuthorization, { useDefault: true }, name);
      assert.ok(dependsOn.includes("admission"), `${name} waits for the policy`);
    }
  });

  it("says nothing of it where it does not decide: any image may be deployed", async () => {
    const declared = await declareIn(production, (environment) => workloads(environment));
    assert.deepEqual(ofType(declared, policyType), []);
    assert.equal(one(declared, serviceType, "iam/europe-west1").inputs.binaryAuthorization, undefined);
  });

  it("attested: the policy requires all attestors, exempts what it is told to, and nothing of Google's", async () => {
    const both = { attestedBy: [new Attestor("built"), new Attestor("tested")], exempt: [here] } as const;
    const declared = await declareIn({ ...production, admission: both }, () => {});
    const { inputs, protect, dependsOn } = one(declared, policyType, "admission");
    assert.deepEqual(inputs, {
      project: "registry-prod",
      globalPolicyEvaluationMode: "DISABLE",
      admissionWhitelistPatterns: [{ namePattern: here }],
      defaultAdmissionRule: {
        evaluationMode: "REQUIRE_ATTESTATION",
        enforcementMode: "ENFORCED_BLOCK_AND_AUDIT_LOG",
        requireAttestationsBies: ["built", "tested"],
      },
    });
    assert.ok(protect, "deleted, it admits every image");
    assert.ok(["built/reader", "tested/reader"].every((reader) => dependsOn.includes(reader)));
  });

  it("kept: the policy denies all but the repositories, and no attestor or note is made", async () => {
    const declared = await declareIn(from(), () => {});
    const { inputs } = one(declared, policyType, "admission");
    assert.deepEqual(inputs.admissionWhitelistPatterns, [{ namePattern: here }]);
    assert.deepEqual(inputs.defaultAdmissionRule, {
      evaluationMode: "ALWAYS_DENY",
      enforcementMode: "ENFORCED_BLOCK_AND_AUDIT_LOG",
    });
    assert.deepEqual(ofType(declared, attestorType), []);
    const apis = ofType(declared, "gcp:projects/service:Service").map(({ name }) => name);
    assert.ok(apis.includes("binaryauthorization.googleapis.com"));
    assert.ok(!apis.includes("containeranalysis.googleapis.com"));
  });

  it("preview: logs what it would refuse", async () => {
    for (const args of [attested({ mode: "preview" }), from("preview")]) {
      const declared = await declareIn(args, () => {});
      const { defaultAdmissionRule } = one(declared, policyType, "admission").inputs;
      assert.equal(defaultAdmissionRule.enforcementMode, "DRYRUN_AUDIT_LOG_ONLY");
    }
  });

  it("a developer's policy is not protected", async () => {
    const declared = await declareIn({ ...developer, admission: { from: [here] } }, () => {});
    assert.equal(one(declared, policyType, "admission").protect, false);
  });

  it("images: a tag cannot be attested, not even in a developer's environment", async () => {
    const environment = await environmentOf({ ...developer, admission: { attestedBy: [new Attestor("built")] } });
    const tagged = "registry.example.dev/shop/iam:1";
    for (const [path, attempt] of [
      ["image", () => new Service("a", { environment, image: tagged })],
      ["image", () => new Job("a", { environment, image: tagged })],
      ["image", () => new WorkerPool("a", { environment, image: tagged, instances: 1 })],
      ["sidecars.b.image", () => new Service("a", { environment, image, sidecars: { b: { image: tagged } } })],
      ["images.psql", () => new Database("a", { environment, images: { psql: tagged, proxy: image } })],
    ] as const)
      assert.deepEqual(mistakesOf(attempt), [
        `${path}: ${tagged} is not pinned by digest: end it with @sha256:… so that what was tried is what runs`,
      ]);
  });

  it("images: one from elsewhere is refused before it is deployed, and let be where the policy only logs", async () => {
    const environment = await environmentOf(from());
    assert.deepEqual(
      mistakesOf(() => new Service("a", { environment, image })),
      [
        `image: ${image} is not kept where this environment takes images from, ${here}: copy it there, or add to admission.from`,
      ],
    );
    await declareIn(from(), (environment) => workloads(environment, kept));
    await declareIn(from("preview"), (environment) => workloads(environment));
  });

  it("from a folder: * means the images in it, and ** those in folders under it, too", async () => {
    const taken = async (pattern: string, path: string) => {
      const environment = await environmentOf({ ...production, admission: { from: [pattern] } });
      const image = `registry.example.dev/${path}@sha256:${"ab".repeat(32)}`;
      return mistakesOf(() => new Job("a", { environment, image })).length === 0;
    };
    assert.equal(await taken("registry.example.dev/shop/*", "shop/iam"), true);
    assert.equal(await taken("registry.example.dev/shop/*", "shop/tools/psql"), false);
    assert.equal(await taken("registry.example.dev/shop/**", "shop/tools/psql"), true);
    assert.equal(await taken("registry.example.dev/shop/iam*", "shop/tokens"), false);
    assert.equal(await taken(kept, "shop/iam"), true);
    assert.equal(await taken(kept, "shop/tokens"), false);
  });

  const refuses: Refusal<{ admission: unknown }>[] = [
    ["neither attestors nor places", { admission: {} }, /^admission: takes either attestedBy.* or from/],
    [
      "both attestors and places",
      { admission: { attestedBy: [new Attestor("built")], from: [here] } },
      /^admission: takes either attestedBy/,
    ],
    ["nobody who attests", { admission: { attestedBy: [] } }, /^admission\.attestedBy: names nobody/],
    ["no place", { admission: { from: [] } }, /^admission\.from: names no place/],
    [
      "a name for an attestor",
      { admission: { attestedBy: ["built"] } },
      /^admission\.attestedBy\[0\]: is not an Attestor/,
    ],
    [
      "the same attestor twice",
      { admission: { attestedBy: [new Attestor("built"), new Attestor("built")] } },
      "admission.attestedBy[1]: built is listed twice",
    ],
    [
      "another mode",
      { admission: { from: [here], mode: "dry-run" } },
      'admission.mode: "dry-run" is neither "preview" nor "enforce"',
    ],
    [
      "exempt images where nobody attests",
      { admission: { from: [here], exempt: [here] } },
      /^admission\.exempt: exempts/,
    ],
    [
      "the images of projects whose names only begin so",
      { admission: { from: ["europe-docker.pkg.dev/registry-shared**"] } },
      /^admission\.from\[0\]: "europe-docker\.pkg\.dev\/registry-shared\*\*" is neither an image by digest nor HOST\/PROJECT\//,
    ],
    ["a whole registry", { admission: { from: ["europe-docker.pkg.dev/**"] } }, /^admission\.from\[0\]/],
    ["a wildcard in the middle", { admission: { from: ["europe-docker.pkg.dev/a/*/b"] } }, /^admission\.from\[0\]/],
    ["an image by tag", { admission: { from: ["europe-docker.pkg.dev/a/b/c:1"] } }, /^admission\.from\[0\]/],
    [
      "a pattern twice",
      { admission: { attestedBy: [new Attestor("built")], exempt: [here, here] } },
      `admission.exempt[1]: ${here} is listed twice`,
    ],
  ];
  itRefuses(refuses, (change) =>
    refuse("Environment", "environment", environmentMistakes({ ...production, ...change } as EnvironmentArgs)),
  );
});

describe("an Attestor", () => {
  it("trusts what its key signs, by the name that gcloud gives the key, and has its note read", async () => {
    const declared = await declareIn(attested(), () => {});
    const version = one(declared, "gcp:kms/cryptoKeyVersion:CryptoKeyVersion", "built/1");
    assert.ok(version);
    const { attestationAuthorityNote } = one(declared, attestorType, "built").inputs;
    assert.equal(attestationAuthorityNote.noteReference, "built");
    const [key, ...others] = attestationAuthorityNote.publicKeys;
    assert.deepEqual(others, []);
    const name = key.id.replace("//cloudkms.googleapis.com/v1/", "");
    assert.match(name, /^built-id\/cryptoKeyVersions\/\d+$/);
    assert.equal(key.pkixPublicKey.signatureAlgorithm, "ECDSA_P256_SHA256");
    const payload = Buffer.from("the digest of an image");
    const signature = sign("sha256", payload, privateKeyOf(name));
    assert.ok(verify("sha256", payload, key.pkixPublicKey.publicKeyPem, signature));
    const { inputs } = one(declared, noteGrant, "built/reader");
    assert.deepEqual(inputs, {
      project: "registry-prod",
      note: "built",
      role: "roles/containeranalysis.notes.occurrences.viewer",
      member: "serviceAccount:service-318420971355@gcp-sa-binaryauthorization.iam.gserviceaccount.com",
    });
  });

  it("rotation: what an earlier version signed is good as long as it is listed; the one named signs", async () => {
    const built = new Attestor("built", { versions: ["2026-11", "2027-05"], signing: "2027-05" });
    let outputs: Workflow["outputs"] | undefined;
    const declared = await declareIn({ ...production, admission: { attestedBy: [built] } }, (environment) => {
      outputs = workflow(environment, [built.attest()]).outputs;
    });
    const { publicKeys } = one(declared, attestorType, "built").inputs.attestationAuthorityNote;
    assert.deepEqual(
      publicKeys.map(({ comment }: { comment: string }) => comment),
      ["2026-11", "2027-05"],
    );
    const variables = (await settled(outputs?.variables as Workflow["outputs"]["variables"]))["us-east4"];
    assert.equal(`//cloudkms.googleapis.com/v1/${variables?.BUILT_KEY_VERSION}`, publicKeys[1].id);
  });

  it("attest: signs with its key, attaches to its note, and keeps what it made in the project, all alone", async () => {
    const built = new Attestor("built");
    let outputs: Workflow["outputs"] | undefined;
    const declared = await declareIn({ ...production, admission: { attestedBy: [built] } }, (environment) => {
      outputs = workflow(environment, [built.attest()]).outputs;
    });
    assert.deepEqual(
      grantsIn(declared)
        .filter((grant) => grant.startsWith("build/attest"))
        .sort(),
      [
        "build/attest/built: projects/project/roles/flotilla_attest_c0ffee",
        "build/attest/built: roles/cloudkms.signerVerifier",
        "build/attest/built: roles/containeranalysis.notes.attacher",
      ],
    );
    assert.deepEqual(one(declared, "gcp:projects/iAMCustomRole:IAMCustomRole", "attest").inputs.permissions, [
      "containeranalysis.occurrences.create",
    ]);
    assert.deepEqual(outputs?.can, [{ verb: "attest", kind: "image", name: "built" }]);
    const variables = (await settled(outputs?.variables as Workflow["outputs"]["variables"]))["europe-west1"];
    assert.deepEqual(Object.keys(variables ?? {}), ["BUILT_NOTE", "BUILT_KEY_VERSION"]);
    assert.equal(variables?.BUILT_NOTE, "built-id");
  });

  it("is no word of a workload's or a person's", async () => {
    const mistakes: string[] = [];
    const built = new Attestor("built");
    await declareIn({ ...production, admission: { attestedBy: [built] } }, (environment) => {
      const can = [built.attest()];
      mistakes.push(...mistakesOf(() => new Job("report", { environment, image, can })));
      mistakes.push(...mistakesOf(() => new People("ops", { environment, group: "group:ops@example.dev", can })));
    });
    assert.match(
      mistakes[0] ?? "",
      /^can\[0\]: attest image built: what runs here would vouch for what is to run here next/,
    );
    assert.match(mistakes[1] ?? "", /^can\[0\]: attest image built: a person's word for an image tells nothing/);
    assert.equal(mistakes.length, 2);
  });

  it("is a word that a build in another project can give", async () => {
    const built = new Attestor("built");
    const declared = await declareIn({ ...production, admission: { attestedBy: [built] } }, (environment) => {
      const account = "builds@other-project.iam.gserviceaccount.com";
      const because = "builds the images that run here";
      new ForeignWorkload("builds", { environment, account, because, can: [built.attest()] });
    });
    assert.equal(grantsIn(declared).filter((grant) => grant.startsWith("builds/attest/built")).length, 3);
  });

  it("has a key beside the keys of the program, of the same name too", async () => {
    await declareIn(attested(), (environment) => {
      new SigningKey("built", { environment });
    });
  });

  it("nobody attests what no environment demands, and no environment takes another's", async () => {
    const alone = new Attestor("alone");
    assert.deepEqual(
      mistakesOf(() => alone.attest()),
      ["admission.attestedBy: no environment demands it, so nobody would look at what it attests; list alone there"],
    );
    const built = new Attestor("built");
    const args: EnvironmentArgs = { ...production, admission: { attestedBy: [built] } };
    await declareIn(args, () => {});
    assert.deepEqual(
      environmentMistakes(args).map(({ propertyPath, reason }) => `${propertyPath}: ${reason}`),
      ["admission.attestedBy[0]: built is another environment's; make one for each"],
    );
  });

  itRefuses<{ name: string; versions: readonly string[]; signing: string }>(
    [
      ["a name with a capital", { name: "Built" }, /^name: "Built" must be lower-case/],
      ["versions without the one that signs", { versions: ["1", "2"] }, /^signing: is missing/],
      [
        "one that signs and is not listed",
        { versions: ["1"], signing: "2" },
        /^signing: "2" is not among the versions 1/,
      ],
    ],
    ({ name = "built", ...versions }) => new Attestor(name, versions as never),
  );
});
