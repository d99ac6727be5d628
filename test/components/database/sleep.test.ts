import assert from "node:assert/strict";
import { onDay } from "../../support/clock";
import { type Declared, developer, environmentOf, ofType, one, production, staging } from "../../support/declare";
import { declareDatabase, instanceOf, memberType } from "./declare-database";

const scheduleType = "gcp:cloudscheduler/job:Job";
const labels = { environment: "developer", owner: "ada", "managed-by": "flotilla" };

describe("a developer's Database", () => {
  let declared: Declared[];
  before(async () => {
    declared = await declareDatabase();
  });

  it("goes to sleep every evening, by a call that changes its activation policy and nothing else", () => {
    const { schedule, timeZone, httpTarget, region } = one(declared, scheduleType, "catalog-sleep/schedule").inputs;
    assert.deepEqual([schedule, timeZone, region], ["0 19 * * *", "Etc/UTC", "europe-west1"]);
    assert.equal(httpTarget.httpMethod, "PATCH");
    assert.equal(
      httpTarget.uri,
      "https://sqladmin.googleapis.com/v1/projects/registry-dev-ada/instances/catalog-c0ffee",
    );
    assert.deepEqual(JSON.parse(Buffer.from(httpTarget.body, "base64").toString()), {
      settings: { activationPolicy: "NEVER" },
    });
  });

  it("is put to sleep by an account of its own, which may change this instance and nothing else", () => {
    const account = "cron-catalog-sleep@project.iam.gserviceaccount.com";
    const { httpTarget } = one(declared, scheduleType, "catalog-sleep/schedule").inputs;
    assert.equal(httpTarget.oauthToken.serviceAccountEmail, account);
    const grants = ofType(declared, memberType).filter(({ inputs }) => inputs.member === `serviceAccount:${account}`);
    assert.deepEqual(
      grants.map(({ name, inputs }) => [name, inputs.role, inputs.condition?.expression]),
      [
        [
          "catalog-sleep/edit/catalog",
          "projects/project/roles/flotilla_sleep_c0ffee",
          'resource.service == "sqladmin.googleapis.com" && ' +
            'resource.name == "projects/registry-dev-ada/instances/catalog-c0ffee"',
        ],
      ],
    );
    const role = one(declared, "gcp:projects/iAMCustomRole:IAMCustomRole", "sleep").inputs;
    assert.deepEqual(role.permissions, ["cloudsql.instances.get", "cloudsql.instances.update"]);
  });

  it("sleeps when it is told to, in its own time zone", async () => {
    const sleep = { schedule: "30 20 * * 1-5", timeZone: "Europe/Brussels" };
    const { schedule, timeZone } = one(await declareDatabase({ sleep }), scheduleType, "catalog-sleep/schedule").inputs;
    assert.deepEqual({ schedule, timeZone }, sleep);
  });

  it("is left as the schedule has it: an update does not wake it", () => {
    const { inputs, ignoreChanges } = instanceOf(declared);
    assert.deepEqual(ignoreChanges, ["settings.diskSize", "settings.activationPolicy", "settings.userLabels.awake"]);
    assert.deepEqual(inputs.settings.userLabels, labels);
  });

  it("awake: a label with the date makes the first update of a day wake it, and no later one", async () => {
    const awakeOn = async (day: string) => {
      const all = await onDay(day, () => declareDatabase({}, { ...developer, awake: true }));
      const { inputs, ignoreChanges } = instanceOf(all);
      assert.deepEqual(ignoreChanges, ["settings.diskSize"]);
      return [inputs.settings.activationPolicy, inputs.settings.userLabels];
    };
    const saturday = ["ALWAYS", { ...labels, awake: "2026-11-28" }];
    assert.deepEqual(await awakeOn("2026-11-28T00:00:00Z"), saturday);
    assert.deepEqual(await awakeOn("2026-11-28T23:59:59Z"), saturday);
    assert.deepEqual(await awakeOn("2026-11-29T00:00:00Z"), ["ALWAYS", { ...labels, awake: "2026-11-29" }]);
  });
});

describe("a Database of staging or production", () => {
  it("never sleeps, and cannot be told to wake", async () => {
    for (const kind of [staging, production]) {
      const declared = await declareDatabase({}, kind);
      assert.deepEqual(ofType(declared, scheduleType), []);
      assert.equal(instanceOf(declared).inputs.settings.activationPolicy, undefined);
      assert.deepEqual(instanceOf(declared).ignoreChanges, ["settings.diskSize"]);
      await assert.rejects(
        environmentOf({ ...kind, awake: true }),
        new RegExp(`awake: databases of a ${kind.kind} environment never sleep; leave it out`),
      );
    }
  });
});
