import type { Inputs } from "@pulumi/pulumi";
import { type Program, project, type RuleCase, region, service } from "./kit";

const day = 24 * 60 * 60;

const ring =
  (name: string): Program =>
  (declare) =>
    declare("kms/keyRing:KeyRing", "ring", { name, location: region });

const key =
  (inputs: Inputs, ringName = "main"): Program =>
  (declare) => {
    const keyRing = declare("kms/keyRing:KeyRing", "ring", { name: ringName, location: region }).id;
    declare("kms/cryptoKey:CryptoKey", "key", { name: "signing", keyRing, ...inputs });
  };

const nothing: Program = () => undefined;

const signing = (algorithm: string, protectionLevel = "SOFTWARE") => ({
  purpose: "ASYMMETRIC_SIGN",
  versionTemplate: { algorithm, protectionLevel },
});

/** A service that is told to sign with a version. */
const signs =
  (state: string): Program =>
  (declare) => {
    const keyRing = declare("kms/keyRing:KeyRing", "ring", { name: "main", location: region }).id;
    const { id: cryptoKey } = declare("kms/cryptoKey:CryptoKey", "key", {
      name: "signing",
      keyRing,
      ...signing("EC_SIGN_P256_SHA256"),
    });
    const version = declare("kms/cryptoKeyVersion:CryptoKeyVersion", "version", { cryptoKey, state });
    const envs = [{ name: "SIGNING_KEY", value: version.name }];
    declare("cloudrunv2/service:Service", "tokens", service({ containers: [{ image: anImage, envs }] }));
  };

const anImage = "europe-docker.pkg.dev/example/images/a";

export const cases: RuleCase[] = [
  {
    rule: "kms-parent-exists",
    claim: "a key in a ring that nobody made",
    broken: (declare) =>
      declare("kms/cryptoKey:CryptoKey", "key", {
        name: "signing",
        keyRing: `projects/${project}/locations/${region}/keyRings/main`,
      }),
    says: /Error 404: The resource 'projects\/flotilla-dev\/locations\/europe-west1\/keyRings\/main' was not found/,
    repaired: key({}),
  },
  {
    rule: "key-version-enabled",
    claim: "a service that is to sign with a version that is switched off",
    broken: [signs("ENABLED"), signs("DISABLED")],
    says: /it is told to use projects\/.*\/cryptoKeyVersions\/\d+, whose state is DISABLED; enable it, or name another/,
    repaired: [signs("ENABLED"), signs("ENABLED")],
  },
  {
    rule: "name-free",
    claim: "a key ring made again, years after it was destroyed",
    broken: [
      ring("main"),
      nothing,
      (declare, world) => {
        world.pass(3 * 365 * day);
        return ring("main")(declare, world);
      },
    ],
    says: /Error 409: KeyRing projects\/flotilla-dev\/locations\/europe-west1\/keyRings\/main already exists\./,
    repaired: [ring("main"), nothing, ring("main-2")],
  },
  {
    rule: "name-free",
    claim: "a key made again in a ring that stayed",
    broken: [key({}), ring("main"), key({})],
    says: /Error 409: CryptoKey projects\/.*\/keyRings\/main\/cryptoKeys\/signing already exists\./,
    repaired: [key({}), ring("main"), key({ name: "signing-2" })],
  },
  {
    rule: "kms-algorithm-fits",
    claim: "a signing algorithm for a key that encrypts",
    broken: key({ versionTemplate: { algorithm: "EC_SIGN_P256_SHA256" } }),
    says: /Error 400: Algorithm EC_SIGN_P256_SHA256 is not supported for purpose: ENCRYPT_DECRYPT/,
    repaired: key(signing("EC_SIGN_P256_SHA256")),
  },
  {
    rule: "kms-algorithm-fits",
    claim: "a signing key without an algorithm",
    broken: key({ purpose: "ASYMMETRIC_SIGN" }),
    says: /Error 400: Algorithm CRYPTO_KEY_VERSION_ALGORITHM_UNSPECIFIED is not supported for purpose: ASYMMETRIC_SIGN/,
    repaired: key(signing("RSA_SIGN_PSS_2048_SHA256")),
  },
  {
    rule: "kms-algorithm-fits",
    claim: "Ed25519 in hardware",
    broken: key(signing("EC_SIGN_ED25519", "HSM")),
    says: /Error 400: Algorithm EC_SIGN_ED25519 is not supported for protection level: HSM/,
    repaired: key(signing("EC_SIGN_ED25519")),
  },
  {
    rule: "kms-rotation",
    claim: "rotation of a signing key",
    broken: key({ ...signing("EC_SIGN_P256_SHA256"), rotationPeriod: "7776000s" }),
    says: /Error 400: rotation_period must be omitted for a CryptoKey with purpose ASYMMETRIC_SIGN\./,
    repaired: key({ rotationPeriod: "7776000s" }),
  },
];
