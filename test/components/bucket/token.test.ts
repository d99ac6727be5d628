import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { Bucket, type BucketArgs, Job, Secret, Service } from "../../../components";
import { periodsAt } from "../../../components/data/periods";
import { onDay } from "../../support/clock";
import {
  Concealed,
  type Declared,
  declareIn,
  developer,
  image,
  ofType,
  one,
  production,
  tokenValue,
} from "../../support/declare";
import { grantsIn, jobType, serviceType, variablesOf } from "../../support/workloads";

const tokenType = "cloudflare:index/accountToken:AccountToken";
const secretType = "gcp:secretmanager/secret:Secret";
const versionType = "gcp:secretmanager/secretVersion:SecretVersion";

const account = developer.cloudflareAccount;

/** A bucket, who reads it and who writes it, on a day. */
const declareOn = (day: string, args: Omit<BucketArgs, "environment"> = {}, of = developer): Promise<Declared[]> =>
  onDay(day, () =>
    declareIn(of, (environment) => {
      const layers = new Bucket("layers", { environment, ...args });
      new Service("registry", { environment, image, can: [layers.read()] });
      new Service("push", { environment, image, can: [layers.write()] });
    }),
  );

describe("bucket.read() and bucket.write()", () => {
  let declared: Declared[];
  before(async () => {
    declared = await declareOn("2026-11-28T10:00:00Z");
  });

  it("give the caller a token of its own, for this bucket and this verb, and nothing else", () => {
    const { inputs, parent, dependsOn } = one(declared, tokenType, "registry/read/layers/2026-10");
    assert.deepEqual(inputs, {
      accountId: account,
      name: "dev-ada registry read layers 2026-10",
      policies: [
        {
          effect: "allow",
          permissionGroups: [{ id: "6a018a9f2fc74eb6b293b0c548f38b39" }],
          resources: `{"com.cloudflare.edge.r2.bucket.${account}_default_layers-dev-ada":"*"}`,
        },
      ],
      expiresOn: "2027-05-01T00:00:00Z",
    });
    assert.deepEqual([parent, dependsOn.includes("layers")], ["registry", true]);
    const { policies } = one(declared, tokenType, "push/write/layers/2026-10").inputs;
    assert.deepEqual(policies[0].permissionGroups, [{ id: "2efd5506f9c8494dacb1fa10a3e7d5b6" }]);
  });

  it("name a bucket of a jurisdiction as Cloudflare does there", async () => {
    const { policies } = one(
      await declareOn("2026-11-28", { jurisdiction: "eu" }),
      tokenType,
      "registry/read/layers/2026-10",
    ).inputs;
    assert.equal(policies[0].resources, `{"com.cloudflare.edge.r2.bucket.${account}_eu_layers-dev-ada":"*"}`);
  });

  it("give what an S3 client needs, the secret half from Secret Manager", () => {
    const secret = one(declared, secretType, "registry/read/layers").inputs.secretId;
    assert.deepEqual(variablesOf(one(declared, serviceType, "registry/europe-west1")), {
      LAYERS_ACCESS_KEY_ID: "registry/read/layers/2026-10-id",
      LAYERS_BUCKET: "layers-dev-ada",
      LAYERS_ENDPOINT: `https://${account}.r2.cloudflarestorage.com`,
      LAYERS_REGION: "auto",
      LAYERS_SECRET_ACCESS_KEY: `${secret}@7`,
    });
  });

  it("the secret access key is the SHA-256 of the token's value, and neither stands anywhere in plain", () => {
    for (const holder of ["registry/read/layers", "push/write/layers"]) {
      const value = tokenValue(`${holder}/2026-10`);
      const key = createHash("sha256").update(value).digest("hex");
      assert.deepEqual(one(declared, versionType, holder).inputs.secretDataWo, new Concealed(key));
      for (const secret of [value, key]) assert.ok(!JSON.stringify(declared).includes(secret));
    }
  });

  it("let the caller alone read its key, before a revision", () => {
    assert.deepEqual(grantsIn(declared).sort(), [
      "push/write/layers: roles/secretmanager.secretAccessor",
      "registry/read/layers: roles/secretmanager.secretAccessor",
    ]);
    const { dependsOn } = one(declared, serviceType, "registry/europe-west1");
    assert.ok(dependsOn.includes("registry/read/layers"));
  });

  it("a service and a job of one name, and a secret that is called alike, share no secret", async () => {
    const all = await declareIn(developer, (environment) => {
      const layers = new Bucket("layers", { environment });
      new Service("push", { environment, image, can: [layers.write()] });
      new Job("push", { environment, image, can: [layers.write()] });
      new Secret("push-write-layers", { environment, value: "a grain" });
      new Secret("run-push-write-layers", { environment, value: "a grain" });
    });
    const ids = ofType(all, secretType).map(({ inputs }) => inputs.secretId);
    assert.equal(new Set(ids).size, 4);
    const held = [one(all, serviceType, "push/europe-west1"), one(all, jobType, "push/europe-west1")].map(
      (workload) => variablesOf(workload).LAYERS_SECRET_ACCESS_KEY,
    );
    assert.equal(new Set(held).size, 2);
  });

  it("the key is protected as the environment is", async () => {
    const key = one(await declareOn("2026-11-28", {}, production), secretType, "registry/read/layers");
    assert.equal(key.inputs.deletionProtection, true);
  });
});

describe("tokens of a bucket, as time goes by", () => {
  const labels = (declared: readonly Declared[]) =>
    ofType(declared, tokenType)
      .filter(({ name }) => name.startsWith("registry/"))
      .map(({ name, inputs }) => [name.split("/").at(-1), inputs.expiresOn.slice(0, 10)])
      .sort();

  it("the last day of a quarter and the first of the next: one token is new, one goes, one stays as it was", async () => {
    const [last, first] = [await declareOn("2026-12-31T23:59:59Z"), await declareOn("2027-01-01T00:00:00Z")];
    assert.deepEqual(labels(last), [
      ["2026-07", "2027-02-01"],
      ["2026-10", "2027-05-01"],
    ]);
    assert.deepEqual(labels(first), [
      ["2026-10", "2027-05-01"],
      ["2027-01", "2027-08-01"],
    ]);
    const kept = "registry/read/layers/2026-10";
    assert.deepEqual(one(first, tokenType, kept), one(last, tokenType, kept));
  });

  it("the key that callers have is of the newest, and its version follows it", async () => {
    const [last, first] = [await declareOn("2026-12-31"), await declareOn("2027-01-01")];
    const key = (declared: readonly Declared[]) => {
      const { secretDataWo, secretDataWoVersion } = one(declared, versionType, "registry/read/layers").inputs;
      return [secretDataWo.value, secretDataWoVersion];
    };
    assert.notDeepEqual(key(last), key(first));
    assert.notEqual(key(last)[1], key(first)[1]);
    assert.deepEqual(key(last), key(await declareOn("2026-10-01")));
  });

  it("monthly: a token for each month", async () => {
    assert.deepEqual(labels(await declareOn("2027-03-15", { rotation: "monthly" })), [
      ["2027-02", "2027-05-01"],
      ["2027-03", "2027-06-01"],
    ]);
  });
});

describe("periodsAt", () => {
  const day = 86_400_000;
  const from = Date.UTC(2026, 0, 1);
  const rotations = [
    { rotation: "monthly", months: 1 },
    { rotation: "quarterly", months: 3 },
  ] as const;
  const days = (years: number) => Array.from({ length: years * 366 }, (_, i) => new Date(from + i * day));
  const plusMonths = (date: Date, months: number) =>
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1, 0, 0, 0);

  for (const { rotation, months } of rotations) {
    it(`${rotation}: every day for twelve years, the current token outlives the next period by a month`, () => {
      for (const today of days(12)) {
        const [{ label, ends }, previous] = periodsAt(today, rotation);
        const begins = new Date(`${label}-01T00:00:00Z`);
        assert.ok(
          begins <= today && today.getTime() < plusMonths(begins, months),
          `${label} on ${today.toISOString()}`,
        );
        assert.equal(Date.parse(ends), plusMonths(begins, 2 * months + 1));
        // The one that is kept ends a month after its successor took over, so it is alive until that successor is late.
        assert.ok(Date.parse(previous.ends) >= plusMonths(begins, months + 1), previous.ends);
        assert.ok(Date.parse(previous.ends) > today.getTime());
      }
    });

    it(`${rotation}: from one day to the next nothing changes, or the current becomes the previous`, () => {
      let boundaries = 0;
      for (const today of days(12)) {
        const [current, previous] = periodsAt(today, rotation);
        const tomorrow = periodsAt(new Date(today.getTime() + day), rotation);
        if (tomorrow[0].label === current.label) {
          assert.deepEqual(tomorrow, [current, previous]);
          continue;
        }
        boundaries++;
        assert.deepEqual(tomorrow[1], current);
        const labels = [current, previous].map(({ label }) => label);
        assert.equal(tomorrow.filter(({ label }) => !labels.includes(label)).length, 1);
      }
      assert.equal(boundaries, Math.floor((12 * 12) / months));
    });
  }

  it("a moment anywhere in a day is that day's, and labels have one form", () => {
    const moment = fc.date({ min: new Date(from), max: new Date(Date.UTC(2099, 11, 31)), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.constantFrom("monthly", "quarterly"), (now, rotation) => {
        const midnight = new Date(now.toISOString().slice(0, 10));
        assert.deepEqual(periodsAt(now, rotation), periodsAt(midnight, rotation));
        for (const { label, ends } of periodsAt(now, rotation)) {
          assert.match(label, /^\d{4}-(0[1-9]|1[0-2])$/);
          assert.match(ends, /^\d{4}-(0[1-9]|1[0-2])-01T00:00:00Z$/);
        }
      }),
    );
  });
});
