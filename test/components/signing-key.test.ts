import assert from "node:assert/strict";
import { createPublicKey, sign, verify } from "node:crypto";
import { type Environment, type PublicKey, Service, SigningKey, type SigningKeyArgs } from "../../components";
import {
  type Declared,
  declareIn,
  developer,
  environmentOf,
  image,
  ofType,
  one,
  privateKeyOf,
  production,
  staging,
} from "../support/declare";
import { itRefuses, mistakesOf, type Refusal } from "../support/refusals";
import { grantsIn, serviceType, variablesOf } from "../support/workloads";

const keyType = "gcp:kms/cryptoKey:CryptoKey";
const versionType = "gcp:kms/cryptoKeyVersion:CryptoKeyVersion";

/** A key, who signs with it and who verifies. */
const declareKey = (args: Omit<SigningKeyArgs, "environment">, of = developer) =>
  declareIn(of, (environment) => {
    const key = new SigningKey("signing", { environment, ...args } as SigningKeyArgs);
    new Service("tokens", { environment, image, can: [key.sign()] });
    new Service("registry", { environment, image, can: [key.verify()] });
  });

const variables = (declared: readonly Declared[], service: string) =>
  variablesOf(one(declared, serviceType, `${service}/europe-west1`));
const publishedIn = (declared: readonly Declared[]): PublicKey[] =>
  JSON.parse(variables(declared, "registry").SIGNING_JWKS ?? "").keys;

const overlapping = { versions: ["2026-11", "2027-05"], signing: "2026-11" } as const;

describe("a SigningKey", () => {
  it("publishes the keys of all its versions, whichever signs", async () => {
    const declared = await declareKey(overlapping);
    assert.deepEqual(
      ofType(declared, versionType).map(({ name }) => name),
      ["signing/2026-11", "signing/2027-05"],
    );
    assert.deepEqual(
      publishedIn(declared).map(({ kid, alg, use, kty, crv }) => [kid, alg, use, kty, crv]),
      [
        ["signing-2026-11", "ES256", "sig", "EC", "P-256"],
        ["signing-2027-05", "ES256", "sig", "EC", "P-256"],
      ],
    );
  });

  for (const [algorithm, digest, ofKms] of [
    ["ES256", "sha256", "EC_SIGN_P256_SHA256"],
    ["ES384", "sha384", "EC_SIGN_P384_SHA384"],
  ] as const)
    it(`${algorithm}: what the signer's version signs, the key published under its id verifies, and no other does`, async () => {
      const declared = await declareKey({ ...overlapping, algorithm });
      const { SIGNING_KEY_VERSION: version = "", SIGNING_KEY_ID: id, ...rest } = variables(declared, "tokens");
      assert.deepEqual(rest, { SIGNING_ALGORITHM: algorithm });
      assert.equal(one(declared, keyType, "signing").inputs.versionTemplate.algorithm, ofKms);
      const text = Buffer.from("header.payload");
      const signature = sign(digest, text, privateKeyOf(version));
      const verifying = publishedIn(declared).filter((key) =>
        verify(digest, text, createPublicKey({ key: { ...key }, format: "jwk" }), signature),
      );
      assert.deepEqual(
        verifying.map(({ kid, alg }) => [kid, alg]),
        [[id, algorithm]],
      );
    });

  it("sign(): grants signer on this key alone; verify(): grants nothing at all", async () => {
    const declared = await declareKey(overlapping);
    assert.deepEqual(grantsIn(declared), ["tokens/sign/signing: roles/cloudkms.signer"]);
    const grant = one(declared, "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember", "tokens/sign/signing");
    assert.deepEqual(
      [grant.inputs.cryptoKeyId, grant.inputs.member],
      ["signing-id", "serviceAccount:run-tokens@project.iam.gserviceaccount.com"],
    );
    assert.ok(one(declared, serviceType, "tokens/europe-west1").dependsOn.includes("tokens/sign/signing"));
    assert.deepEqual(Object.keys(variables(declared, "registry")), ["SIGNING_JWKS"]);
  });

  it("without a list: one version, which signs", async () => {
    const declared = await declareKey({});
    assert.equal(variables(declared, "tokens").SIGNING_KEY_ID, "signing-1");
    assert.equal(publishedIn(declared).length, 1);
  });

  it("is in the home region's ring, under a name that was never taken, and makes no version that is not listed", async () => {
    const { inputs } = one(await declareKey(overlapping), keyType, "signing");
    assert.deepEqual(
      [inputs.keyRing, inputs.name, inputs.purpose, inputs.skipInitialVersionCreation, inputs.rotationPeriod],
      ["key-ring-id", "signing-c0ffee", "ASYMMETRIC_SIGN", true, undefined],
    );
  });

  it("is in a hardware module in production, and protected where the environment is", async () => {
    const care = async (of: typeof developer) => {
      const { inputs, protect } = one(await declareKey({}, of), keyType, "signing");
      return [inputs.versionTemplate.protectionLevel, protect];
    };
    assert.deepEqual(
      [await care(developer), await care(staging), await care(production)],
      [
        ["SOFTWARE", false],
        ["SOFTWARE", true],
        ["HSM", true],
      ],
    );
    assert.deepEqual(await care({ ...production, deletionProtection: "off" }), ["HSM", false]);
  });

  it("a version that is listed no more goes alone", async () => {
    const before = await declareKey({ ...overlapping, signing: "2027-05" });
    const after = await declareKey({ versions: ["2027-05"], signing: "2027-05" });
    const gone = before.filter(({ name }) => !after.some((other) => other.name === name));
    assert.deepEqual(
      gone.map(({ name }) => name),
      ["signing/2026-11"],
    );
    for (const [type, name] of [
      [keyType, "signing"],
      [versionType, "signing/2027-05"],
    ] as const)
      assert.deepEqual(one(after, type, name), one(before, type, name));
  });
});

describe("a SigningKey that is given nonsense", () => {
  let environment: Environment;
  before(async () => {
    environment = await environmentOf(developer);
  });
  const refusals: Refusal<{ versions: string[]; signing: string; algorithm: string }>[] = [
    [
      "to sign with a version that is not there",
      { versions: ["a", "b"], signing: "c" },
      'signing: "c" is not among the versions a, b',
    ],
    [
      "not to say which version signs",
      { versions: ["a", "b"] },
      "signing: is missing; name the version that signs, one of a, b",
    ],
    ["a version twice", { versions: ["a", "a"], signing: "a" }, "versions[1]: a is listed twice"],
    [
      "a version that cannot be named",
      { versions: ["May 2027"], signing: "May 2027" },
      'versions[0]: "May 2027" must be lower-case letters, digits and inner dashes, such as 2026-11',
    ],
    ["an algorithm that it has not", { algorithm: "HS256" }, 'algorithm: "HS256" is not among ES256, ES384'],
  ];
  itRefuses(refusals, (change) => new SigningKey("signing", { environment, ...change } as SigningKeyArgs));

  it("refuses to have no version", () => {
    const args = { environment, versions: [], signing: "a" } as unknown as SigningKeyArgs;
    assert.deepEqual(
      mistakesOf(() => new SigningKey("signing", args)),
      ["versions: is empty; a key has a version", 'signing: "a" is not among the versions '],
    );
  });
});
