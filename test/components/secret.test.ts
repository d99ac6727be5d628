import assert from "node:assert/strict";
import { type Environment, Job, Secret, type SecretArgs, Service } from "../../components";
import {
  Concealed,
  type Declared,
  declareIn,
  developer,
  environmentOf,
  image,
  ofType,
  one,
  production,
} from "../support/declare";
import { itRefuses, type Refusal } from "../support/refusals";
import { grantsIn, inTurn, serviceType, variablesOf } from "../support/workloads";

const secretType = "gcp:secretmanager/secret:Secret";
const versionType = "gcp:secretmanager/secretVersion:SecretVersion";

const numberOf = (declared: readonly Declared[], name: string) =>
  one(declared, versionType, name).inputs.secretDataWoVersion as number;

/** The number of the version that a value makes, and that of another secret with the same value. */
async function numbersOf(value: string): Promise<[number, number]> {
  const declared = await declareIn(developer, (environment) => {
    new Secret("salt", { environment, value });
    new Secret("pepper", { environment, value });
  });
  return [numberOf(declared, "salt"), numberOf(declared, "pepper")];
}

describe("a Secret with a value", () => {
  const value = "a grain of salt";

  it("stands nowhere in plain: a secret of the state, sent write-only", async () => {
    const declared = await declareIn(developer, (environment) => {
      const salt = new Secret("salt", { environment, value });
      new Service("registry", { environment, image, can: [salt.read()] });
      new Job("migrate", { environment, image, runs: "on-change", can: [salt.read("file")] });
    });
    const { inputs } = one(declared, versionType, "salt");
    assert.deepEqual(inputs.secretDataWo, new Concealed(value));
    assert.equal(inputs.secretData, undefined);
    assert.ok(!JSON.stringify(declared).includes(value));
  });

  it("has a number that follows from its value alone: the same again, another for another", async () => {
    const [number] = await numbersOf(value);
    assert.ok(Number.isInteger(number) && number >= 0 && number < 2 ** 31, String(number));
    assert.deepEqual(await numbersOf(value), await numbersOf(value));
    const others = await inTurn([`${value} `, "another", value.toUpperCase()], numbersOf);
    assert.equal(new Set([number, ...others.map(([other]) => other)]).size, 4);
  });

  it("has a number that tells nothing of it: with another key, the same value has another", async () => {
    const [salt, pepper] = await numbersOf(value);
    assert.notEqual(salt, pepper);
  });

  it("is replicated where Google likes, and protected as its environment is", async () => {
    const protection = async (args: typeof developer) => {
      const declared = await declareIn(args, (environment) => new Secret("salt", { environment, value }));
      const { secretId, replication, deletionProtection } = one(declared, secretType, "salt").inputs;
      assert.deepEqual([secretId, replication], ["salt", { auto: {} }]);
      return deletionProtection;
    };
    assert.deepEqual([await protection(developer), await protection(production)], [false, true]);
  });
});

describe("secret.read()", () => {
  it("grants secretAccessor on this secret alone, to who asked alone, before a revision", async () => {
    const declared = await declareIn(developer, (environment) => {
      const salt = new Secret("salt", { environment, value: "a grain" });
      new Secret("pepper", { environment, value: "a corn" });
      new Service("registry", { environment, image, can: [salt.read()] });
      new Service("iam", { environment, image });
    });
    assert.deepEqual(grantsIn(declared), ["registry/read/salt: roles/secretmanager.secretAccessor"]);
    const grant = one(declared, "gcp:secretmanager/secretIamMember:SecretIamMember", "registry/read/salt");
    assert.equal(grant.inputs.secretId, "salt");
    assert.equal(grant.inputs.member, "serviceAccount:run-registry@project.iam.gserviceaccount.com");
    const { dependsOn } = one(declared, serviceType, "registry/europe-west1");
    for (const needed of ["registry/read/salt", "salt"]) assert.ok(dependsOn.includes(needed), needed);
  });

  it("pins the reader to the version", async () => {
    const declared = await declareIn(developer, (environment) => {
      const salt = new Secret("salt", { environment, value: "a grain" });
      new Service("registry", { environment, image, can: [salt.read()] });
    });
    assert.deepEqual(variablesOf(one(declared, serviceType, "registry/europe-west1")), { SALT: "salt@7" });
  });

  it("in a way that is none: refused", async () => {
    await declareIn(developer, (environment) => {
      const salt = new Secret("salt", { environment, value: "a grain" });
      assert.throws(() => salt.read("volume" as never), /read: "volume" is neither "variable" nor "file"/);
    });
  });
});

describe("a Secret that is generated", () => {
  const password = "random:index/randomPassword:RandomPassword";
  const generatedBy = async (generated: { length?: number; generation?: number }): Promise<string> => {
    const declared = await declareIn(developer, (environment) => new Secret("uploads", { environment, generated }));
    const { secretDataWo } = one(declared, versionType, "uploads").inputs;
    assert.ok(secretDataWo instanceof Concealed);
    const value = String(secretDataWo.value);
    assert.ok(!JSON.stringify(declared).includes(value));
    return value;
  };

  it("is 43 letters and digits, or as many as are asked for", async () => {
    const declared = await declareIn(developer, (environment) => new Secret("uploads", { environment, generated: {} }));
    const { length, special } = one(declared, password, "uploads").inputs;
    assert.deepEqual([length, special], [43, false]);
    assert.equal((await generatedBy({ length: 64 })).length, 64);
  });

  it("is the same from one update to the next, and another in another generation", async () => {
    assert.equal(await generatedBy({}), await generatedBy({ generation: 1 }));
    assert.notEqual(await generatedBy({}), await generatedBy({ generation: 2 }));
  });
});

describe("a Secret that is added by hand", () => {
  const what = "the client secret that the identity provider gave out";
  const declareSignIn = async (version?: number) => {
    let signIn: Secret | undefined;
    const declared = await declareIn(developer, (environment) => {
      signIn = new Secret("sign-in", { environment, addedByHand: { what, version } });
      new Service("tokens", { environment, image, can: [signIn.read()] });
    });
    return { declared, todo: signIn?.todo };
  };

  it("until its version is told: is there, and nobody reads it", async () => {
    const { declared } = await declareSignIn();
    assert.equal(ofType(declared, secretType).length, 1);
    assert.deepEqual(ofType(declared, versionType), []);
    assert.deepEqual(grantsIn(declared), []);
    assert.deepEqual(variablesOf(one(declared, serviceType, "tokens/europe-west1")), {});
  });

  it("once it is told: readers have that version, and the value is in no state", async () => {
    const { declared } = await declareSignIn(3);
    assert.deepEqual(ofType(declared, versionType), []);
    assert.deepEqual(grantsIn(declared), ["tokens/read/sign-in: roles/secretmanager.secretAccessor"]);
    assert.deepEqual(variablesOf(one(declared, serviceType, "tokens/europe-west1")), { SIGN_IN: "sign-in@3" });
  });

  it("tells a person what to add and how, for as long as it is missing", async () => {
    assert.deepEqual((await declareSignIn()).todo, {
      secret: "sign-in",
      what,
      how: "gcloud secrets versions add sign-in --project registry-dev-ada --data-file=-",
    });
    assert.equal((await declareSignIn(3)).todo, undefined);
  });
});

describe("a Secret that is given nonsense", () => {
  let environment: Environment;
  before(async () => {
    environment = await environmentOf(developer);
  });
  const what = "the client secret of the identity provider";
  const refusals: Refusal<{ value: string; generated: object; addedByHand: object }>[] = [
    ["no source", {}, "value: is missing; give value, generated or addedByHand"],
    ["two sources", { value: "a", generated: {} }, "generated: excludes value: a secret has one source"],
    ["an empty value", { value: "" }, "value: is empty; a secret has a value"],
    ["a short one", { generated: { length: 8 } }, "generated.length: 8 is not a whole number from 16 to 512"],
    ["no generation", { generated: { generation: 0 } }, "generated.generation: 0 is not a whole number from 1 on"],
    ["words that tell nothing", { addedByHand: { what: "a secret" } }, /^addedByHand\.what: "a secret" does not tell/],
    ["no words", { addedByHand: {} }, /^addedByHand\.what: undefined does not tell a person what to add/],
    ["no version", { addedByHand: { what, version: 0 } }, "addedByHand.version: 0 is not a version's number"],
    [
      "the latest",
      { addedByHand: { what, version: "latest" } },
      "addedByHand.version: latest is not a version's number",
    ],
  ];
  itRefuses(refusals, (change) => new Secret("salt", { environment, ...change } as SecretArgs));

  it("refuses a name that is none", () => {
    assert.throws(() => new Secret("Salt", { environment, value: "a" }), /name: "Salt" must be lower-case letters/);
  });
});
