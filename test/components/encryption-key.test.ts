import assert from "node:assert/strict";
import { EncryptionKey, type EncryptionKeyArgs, type Environment, Service } from "../../components";
import { declareIn, developer, environmentOf, image, one, production, staging } from "../support/declare";
import { itRefuses, type Refusal } from "../support/refusals";
import { grantsIn, serviceType, variablesOf } from "../support/workloads";

const keyType = "gcp:kms/cryptoKey:CryptoKey";

const declareKey = async (args: Omit<EncryptionKeyArgs, "environment">, of = developer) =>
  one(await declareIn(of, (environment) => new EncryptionKey("exports", { environment, ...args })), keyType, "exports");

describe("an EncryptionKey", () => {
  it("encrypts and decrypts, and a new version takes over every 90 days unless said otherwise", async () => {
    const { inputs } = await declareKey({});
    assert.deepEqual(
      [inputs.keyRing, inputs.name, inputs.purpose, inputs.versionTemplate.algorithm, inputs.rotationPeriod],
      ["key-ring-id", "exports-c0ffee", "ENCRYPT_DECRYPT", "GOOGLE_SYMMETRIC_ENCRYPTION", "7776000s"],
    );
    assert.equal((await declareKey({ rotation: "24h" })).inputs.rotationPeriod, "86400s");
  });

  it("is in a hardware module in production, and protected where the environment is", async () => {
    const care = async (of: typeof developer) => {
      const { inputs, protect } = await declareKey({}, of);
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
  });

  it("encrypt() and decrypt(): one right each, on this key alone, and its name for the API", async () => {
    const declared = await declareIn(developer, (environment) => {
      const exports = new EncryptionKey("exports", { environment });
      new EncryptionKey("imports", { environment });
      new Service("writer", { environment, image, can: [exports.encrypt()] });
      new Service("reader", { environment, image, can: [exports.decrypt()] });
    });
    assert.deepEqual(grantsIn(declared), [
      "writer/encrypt/exports: roles/cloudkms.cryptoKeyEncrypter",
      "reader/decrypt/exports: roles/cloudkms.cryptoKeyDecrypter",
    ]);
    for (const [holder, grant] of [
      ["writer", "writer/encrypt/exports"],
      ["reader", "reader/decrypt/exports"],
    ] as const) {
      const { inputs } = one(declared, "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember", grant);
      assert.deepEqual(
        [inputs.cryptoKeyId, inputs.member],
        ["exports-id", `serviceAccount:run-${holder}@project.iam.gserviceaccount.com`],
      );
      const service = one(declared, serviceType, `${holder}/europe-west1`);
      assert.ok(service.dependsOn.includes(grant));
      assert.deepEqual(variablesOf(service), { EXPORTS_KEY: "exports-id" });
    }
  });
});

describe("an EncryptionKey that is given nonsense", () => {
  let environment: Environment;
  before(async () => {
    environment = await environmentOf(developer);
  });
  const refusals: Refusal<EncryptionKeyArgs>[] = [
    ["to rotate too seldom", { rotation: "91d" }, "rotation: 91d is not between 1d and 90d"],
    ["to rotate within hours", { rotation: "23h" }, "rotation: 23h is not between 1d and 90d"],
    ["a rotation without a unit", { rotation: "90" }, 'rotation: "90" is not a duration such as 30s or 5m'],
    ["a fraction of a second", { rotation: "1.00001d" }, "rotation: 1.00001d is not in whole seconds"],
  ];
  itRefuses(refusals, (change) => new EncryptionKey("exports", { environment, ...change }));
});
