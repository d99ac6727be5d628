import assert from "node:assert/strict";
import type { Capability, Delivery } from "../../components";
import { Bucket, EncryptionKey, type Environment, Job, Secret, Service, SigningKey } from "../../components";
import { declareIn, developer, image, one } from "../support/declare";
import { mistakesOf } from "../support/refusals";
import { grantsIn, serviceType, templateOf, variablesOf } from "../support/workloads";

type Can = (environment: Environment) => readonly Capability<Delivery>[];

/** The one service of a program, with what it can. */
const declareService = (can: Can, variables: Record<string, string> = {}) =>
  declareIn(
    developer,
    (environment) => new Service("registry", { environment, image, variables, can: can(environment) }),
  );

/** What is wrong with a service that can this. */
async function mistakesIn(can: Can, variables: Record<string, string> = {}): Promise<string[]> {
  let mistakes: string[] = [];
  await declareIn(developer, (environment) => {
    const wanted = can(environment);
    mistakes = mistakesOf(() => new Service("registry", { environment, image, variables, can: wanted }));
  });
  return mistakes;
}

const inHome = "registry/europe-west1";

describe("a can list", () => {
  it("two verbs of one key: both rights, and one variable for its name", async () => {
    const declared = await declareService((environment) => {
      const exports = new EncryptionKey("exports", { environment });
      return [exports.encrypt(), exports.decrypt()];
    });
    assert.deepEqual(variablesOf(one(declared, serviceType, inHome)), { EXPORTS_KEY: "exports-id" });
    assert.deepEqual(grantsIn(declared).sort(), [
      "registry/decrypt/exports: roles/cloudkms.cryptoKeyDecrypter",
      "registry/encrypt/exports: roles/cloudkms.cryptoKeyEncrypter",
    ]);
  });

  it("two keys with one variable: refused, and another name mends it", async () => {
    const keys = (environment: Environment) =>
      [new EncryptionKey("exports", { environment }), new EncryptionKey("imports", { environment })] as const;
    const clash: Can = (environment) => keys(environment).map((key) => key.encrypt().as("DATA"));
    assert.deepEqual(await mistakesIn(clash), [
      'can[1]: DATA_KEY is given by can[0] already; use .as("…") for another name',
    ]);
    const mended: Can = (environment) => {
      const [exports, imports] = keys(environment);
      return [exports.encrypt().as("DATA"), imports.encrypt().as("OTHER")];
    };
    assert.deepEqual(Object.keys(variablesOf(one(await declareService(mended), serviceType, inHome))), [
      "DATA_KEY",
      "OTHER_KEY",
    ]);
  });

  it("a secret and a service's own variable with one name: refused", async () => {
    const can: Can = (environment) => [new Secret("salt", { environment, value: "a grain" }).read()];
    assert.deepEqual(await mistakesIn(can, { SALT: "plain" }), [
      'can[0]: SALT is given by variables.SALT already; use .as("…") for another name',
    ]);
  });

  it("one secret as a variable and as a file: refused, as one capability twice", async () => {
    const can: Can = (environment) => {
      const salt = new Secret("salt", { environment, value: "a grain" });
      return [salt.read(), salt.read("file").as("OTHER")];
    };
    assert.deepEqual(await mistakesIn(can), ["can[1]: repeats can[0], read secret salt; list it once"]);
  });

  it("reading and writing one bucket: refused, since who writes reads", async () => {
    const can: Can = (environment) => {
      const layers = new Bucket("layers", { environment });
      return [layers.read(), layers.write()];
    };
    const taken = ["ENDPOINT", "REGION", "BUCKET", "ACCESS_KEY_ID", "SECRET_ACCESS_KEY"];
    assert.deepEqual(
      await mistakesIn(can),
      taken.map((suffix) => `can[1]: LAYERS_${suffix} is given by can[0] already; use .as("…") for another name`),
    );
  });

  it("as(): renames variables, secrets and files alike, and moves no file", async () => {
    const declared = await declareService((environment) => [
      new EncryptionKey("exports", { environment }).encrypt().as("A"),
      new Secret("salt", { environment, value: "a grain" }).read().as("B"),
      new Secret("certificate", { environment, value: "a seal" }).read("file").as("C"),
    ]);
    const service = one(declared, serviceType, inHome);
    assert.deepEqual(variablesOf(service), { A_KEY: "exports-id", B: "salt@7", C_FILE: "/secrets/certificate/value" });
    assert.deepEqual(templateOf(service).volumes, [
      {
        name: "secret-certificate",
        secret: { secret: "certificate", items: [{ path: "value", version: "7" }] },
      },
    ]);
  });

  it("variables stand in the order of their names, whatever order they are given in", async () => {
    const declared = await declareService(
      (environment) => [
        new Secret("salt", { environment, value: "a grain" }).read(),
        new Job("report", { environment, image }).run(),
        new SigningKey("tokens", { environment }).sign(),
      ],
      { ZONE: "z", LEVEL: "debug" },
    );
    const names = Object.keys(variablesOf(one(declared, serviceType, inHome)));
    assert.deepEqual(names, names.toSorted());
    assert.deepEqual(names, [
      "LEVEL",
      "REPORT_JOB",
      "SALT",
      "TOKENS_ALGORITHM",
      "TOKENS_KEY_ID",
      "TOKENS_KEY_VERSION",
      "ZONE",
    ]);
  });

  it("a workload without files mounts nothing", async () => {
    const declared = await declareService((environment) => [
      new Secret("salt", { environment, value: "a grain" }).read(),
    ]);
    const template = templateOf(one(declared, serviceType, inHome));
    assert.deepEqual([template.volumes, template.containers[0].volumeMounts], [undefined, undefined]);
  });
});
