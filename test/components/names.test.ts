import assert from "node:assert/strict";
import { Bucket, Database, type Environment, Job, Secret, Service } from "../../components";
import { declareIn, image, production } from "../support/declare";
import { mistakesOf } from "../support/refusals";

const images = { psql: image, proxy: image };

/** Two things, and the one mistake that the second is refused for. */
const clashes: [string, (environment: Environment) => unknown, (environment: Environment) => unknown, RegExp][] = [
  [
    "a job, and the one that a database makes its roles with",
    (environment) => new Database("catalog", { environment, images }),
    (environment) => new Job("catalog-roles", { environment, image }),
    /^name: makes a gcp:serviceaccount.*:Account called "job-catalog-roles", and so does Database "catalog"; call one/,
  ],
  [
    "the same in the other order",
    (environment) => new Job("catalog-roles", { environment, image }),
    (environment) => new Database("catalog", { environment, images }),
    /^name: makes a gcp:serviceaccount.*:Account called "job-catalog-roles", and so does Job "catalog-roles"; call one/,
  ],
  [
    "two services of one name",
    (environment) => new Service("iam", { environment, image }),
    (environment) => new Service("iam", { environment, image }),
    /called "run-iam", and so does Service "iam"/,
  ],
  [
    "a service, and one that was renamed and keeps its name in the cloud",
    (environment) => new Service("access", { environment, image, formerName: "iam" }),
    (environment) => new Service("iam", { environment, image }),
    /called "run-iam", and so does Service "access"/,
  ],
];

describe("names in the cloud", () => {
  for (const [title, first, second, message] of clashes)
    it(`two things that would get one are told, both by name: ${title}`, async () => {
      await declareIn(production, (environment) => {
        first(environment);
        const mistakes = mistakesOf(() => second(environment));
        assert.equal(mistakes.length, 1);
        assert.match(mistakes[0] ?? "", message);
      });
    });

  it("may be shared by things of different types: each has its own account", async () => {
    await declareIn(production, (environment) => {
      new Service("sweep", { environment, image });
      new Job("sweep", { environment, image });
      new Secret("sweep", { environment, generated: {} });
      new Bucket("sweep", { environment });
    });
  });
});

describe("a service that was renamed", () => {
  it("keeps its account and addresses, and is found under its former name", async () => {
    const declared = await declareIn(production, (environment) => {
      const access = new Service("access", { environment, image, formerName: "iam" });
      new Service("registry", { environment, image, can: [access.call()] });
    });
    const find = (type: RegExp, name: string) => declared.find((one) => type.test(one.type) && one.name === name);
    assert.equal(find(/:Account$/, "access")?.inputs.accountId, "run-iam");
    assert.equal(find(/run.*:Service$/, "access/us-east4")?.inputs.name, "iam");
    assert.equal(find(/IamMember$/, "registry/call/access/us-east4")?.inputs.name, "iam");
    const { envs } = find(/:Service$/, "registry/us-east4")?.inputs.template.containers[0] ?? {};
    assert.deepEqual(envs, [{ name: "ACCESS_URL", value: "https://iam-318420971355.us-east4.run.app" }]);
  });

  it("is told its former name where it is named first, as its callers are", async () => {
    await declareIn(production, (environment) => {
      const later = Service.later("audit", environment, { formerName: "log" });
      assert.match(
        mistakesOf(() => new Service(later, { environment, image, formerName: "log" }))[0] ?? "",
        /^formerName: is told/,
      );
      new Service(later, { environment, image });
      assert.match(
        mistakesOf(() => new Service("iam", { environment, image, formerName: "iam" }))[0] ?? "",
        /^formerName: is the name that it has/,
      );
      assert.match(
        mistakesOf(() => new Service("iam", { environment, image, formerName: "I" }))[0] ?? "",
        /^formerName: "I" must be/,
      );
    });
  });
});
