import assert from "node:assert/strict";
import { Cron, type CronArgs, type Environment, Job } from "../../components";
import { declareIn, developer, environmentOf, image, ofType, one, production } from "../support/declare";
import { itRefuses, mistakesOf, type Refusal } from "../support/refusals";
import { grantsIn, jobType } from "../support/workloads";

const schedule = "gcp:cloudscheduler/job:Job";
const nightly = { schedule: "0 3 * * *", timeZone: "Europe/Brussels" };

describe("a Cron", () => {
  it("runs that job by the clock, from the home region", async () => {
    const declared = await declareIn(production, (environment) => {
      new Cron("nightly", { environment, ...nightly, runs: new Job("clean-up", { environment, image }) });
    });
    const { inputs, dependsOn } = one(declared, schedule, "nightly/schedule");
    assert.deepEqual(
      [inputs.name, inputs.region, inputs.schedule, inputs.timeZone],
      ["nightly", "europe-west1", "0 3 * * *", "Europe/Brussels"],
    );
    assert.equal(inputs.httpTarget.httpMethod, "POST");
    assert.equal(
      inputs.httpTarget.uri,
      "https://run.googleapis.com/v2/projects/registry-prod/locations/europe-west1/jobs/clean-up:run",
    );
    assert.equal(Buffer.from(inputs.httpTarget.body, "base64").toString(), "{}");
    assert.ok(dependsOn.includes("clean-up/europe-west1"));
  });

  it("is an account of its own, which may run that job and nothing else", async () => {
    const declared = await declareIn(developer, (environment) => {
      const cleanUp = new Job("clean-up", { environment, image });
      new Job("other", { environment, image });
      new Cron("clean-up", { environment, ...nightly, runs: cleanUp });
    });
    const account = "cron-clean-up@project.iam.gserviceaccount.com";
    const { httpTarget } = one(declared, schedule, "clean-up/schedule").inputs;
    assert.equal(httpTarget.oauthToken.serviceAccountEmail, account);
    assert.deepEqual(grantsIn(declared), ["clean-up/run/clean-up/europe-west1: roles/run.invoker"]);
    const [grant] = ofType(declared, "gcp:cloudrunv2/jobIamMember:JobIamMember");
    assert.deepEqual([grant?.inputs.name, grant?.inputs.member], ["clean-up", `serviceAccount:${account}`]);
  });

  it("means UTC unless said otherwise", async () => {
    const declared = await declareIn(developer, (environment) => {
      new Cron("hourly", { environment, schedule: "0 * * * *", runs: new Job("clean-up", { environment, image }) });
    });
    assert.equal(one(declared, schedule, "hourly/schedule").inputs.timeZone, "Etc/UTC");
    assert.equal(one(declared, jobType, "clean-up/europe-west1").inputs.runExecutionToken, undefined);
  });
});

describe("a Cron that is given nonsense", () => {
  let environment: Environment;
  let runs: Job;
  before(async () => {
    await declareIn(developer, (one) => {
      runs = new Job("clean-up", { environment: one, image });
    });
    environment = await environmentOf(developer);
  });
  const noSchedules = [
    "daily",
    "",
    "0 3 * *",
    "0 3 * * * *",
    "0  3 * * *",
    "60 3 * * *",
    "0 24 * * *",
    "0 3 0 * *",
    "0 3 32 * *",
    "0 3 * 13 *",
    "0 3 * * 8",
    "0 3 * * MON",
    "5-1 * * * *",
    "0,60 * * * *",
    "*/0 * * * *",
    "5/10 * * * *",
    "1-5/0 * * * *",
    "1, 2 * * *",
    "@daily",
  ];
  const refusals: Refusal<CronArgs>[] = [
    ...noSchedules.map(
      (text): Refusal<CronArgs> => [
        `the schedule ${JSON.stringify(text)}`,
        { schedule: text },
        `schedule: ${JSON.stringify(text)} is not five fields of cron in digits, such as "0 3 * * *" for three every night`,
      ],
    ),
    ...["Brussels", "CEST", "+01:00", ""].map(
      (zone): Refusal<CronArgs> => [
        `the time zone ${JSON.stringify(zone)}`,
        { timeZone: zone },
        `timeZone: ${JSON.stringify(zone)} is not a time zone of the tz database, such as Europe/Brussels`,
      ],
    ),
    ["what is no job", { runs: { name: "clean-up" } }, "runs: is not a Job; give the job itself"],
  ];
  itRefuses(refusals, (change) => new Cron("nightly", { environment, ...nightly, runs, ...change }));

  it("takes every form of a field that Cloud Scheduler has", () => {
    const schedules = ["* * * * *", "*/5 0-23/2 1,15 1-3,6-12 0-7", "0 0 31 12 7", "10-50/10,55 * * * 1-5"];
    for (const text of schedules) {
      // All else is wrong, and the schedule is not.
      const mistakes = mistakesOf(() => new Cron("Nightly", { environment, schedule: text, runs: {} as never }));
      assert.deepEqual(
        mistakes.map((mistake) => mistake.split(":")[0]),
        ["name", "runs"],
        text,
      );
    }
  });
});
