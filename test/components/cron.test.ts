import assert from "node:assert/strict";
import { Cron, type CronArgs, type Environment, Job, Service } from "../../components";
import { longestGap } from "../../components/run/gaps";
import { onDay } from "../support/clock";
import { type Declared, declareIn, developer, environmentOf, image, ofType, one, production } from "../support/declare";
import { itRefuses, mistakesOf, type Refusal } from "../support/refusals";
import { grantsIn, jobType } from "../support/workloads";

const schedule = "gcp:cloudscheduler/job:Job";
const alertType = "gcp:monitoring/alertPolicy:AlertPolicy";
const watched = { ...production, alerts: ["oncall@example.dev", "projects/registry-prod/notificationChannels/7"] };
const conditionOf = (alarm: Declared | undefined) => alarm?.inputs.conditions[0].conditionPrometheusQueryLanguage ?? {};
const nightly = { schedule: "0 3 * * *", timeZone: "Europe/Brussels" };

describe("a Cron", () => {
  it("runs that job by the clock, from the home region", async () => {
    const declared = await declareIn(watched, (environment) => {
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

describe("a Cron that calls a service", () => {
  const hourly = { schedule: "0 * * * *" };
  it("shows an identity token for that address alone, and may call that service in its regions", async () => {
    const declared = await declareIn(watched, (environment) => {
      const calls = new Service("audit", { environment, image, regions: ["us-east4"] });
      new Cron("tick", { environment, ...hourly, calls, path: "/tick", retries: 1, deadline: "10m" });
    });
    const { inputs, dependsOn } = one(declared, schedule, "tick/schedule");
    const address = "https://audit-318420971355.us-east4.run.app";
    assert.equal(inputs.httpTarget.uri, `${address}/tick`);
    assert.deepEqual(inputs.httpTarget.oidcToken, {
      serviceAccountEmail: "cron-tick@project.iam.gserviceaccount.com",
      audience: address,
    });
    assert.equal(inputs.httpTarget.oauthToken, undefined);
    assert.deepEqual([inputs.attemptDeadline, inputs.retryConfig], ["600s", { retryCount: 1 }]);
    assert.deepEqual(grantsIn(declared), ["tick/call/audit/us-east4: roles/run.invoker"]);
    assert.ok(dependsOn.includes("audit/us-east4"));
  });

  it("calls where the service serves first, so that draining a region sends it elsewhere", async () => {
    const declared = await declareIn({ ...watched, servingRegions: ["us-east4"] }, (environment) => {
      const calls = new Service("audit", { environment, image });
      new Cron("tick", { environment, ...hourly, calls });
      assert.deepEqual(
        mistakesOf(() => new Cron("tock", { environment, ...hourly, calls, region: "europe-west1" })),
        ['region: "europe-west1" is not among the regions where "audit" serves: us-east4'],
      );
    });
    assert.match(one(declared, schedule, "tick/schedule").inputs.httpTarget.uri, /\.us-east4\.run\.app\/$/);
  });

  it("is watched by what the scheduler's log tells of its tries", async () => {
    const declared = await declareIn(watched, (environment) => {
      new Cron("tick-tock", { environment, ...hourly, calls: new Service("audit", { environment, image }) });
    });
    const metric = one(declared, "gcp:logging/metric:Metric", "tick-tock/succeeded").inputs;
    assert.equal(metric.name, "cron_tick_tock");
    assert.match(metric.filter, /resource\.labels\.job_id="tick-tock" AND .*AttemptFinished" AND severity<ERROR$/);
    const [alarm] = ofType(declared, alertType);
    const { query } = conditionOf(alarm);
    // An hour, four tries of three minutes, and a quarter of an hour.
    assert.match(query, /^absent_over_time\(logging_googleapis_com:user_cron_tick_tock\{.*\}\[5220s\]\)/);
  });
});

describe("the alarm of a Cron", () => {
  const declareNightly = (args: Partial<CronArgs> = {}, of: typeof watched = watched) =>
    declareIn(of, (environment) => {
      const runs = new Job("clean-up", { environment, image, timeout: "1h", retries: 1 });
      new Cron("nightly", { environment, ...nightly, runs, ...args } as CronArgs);
    });

  it("is raised when no run has succeeded for a day, an hour of the clock's, what a run may take, and 15 minutes", async () => {
    const [alarm] = ofType(await onDay("2026-11-28", () => declareNightly()), alertType);
    const condition = conditionOf(alarm);
    assert.equal(
      condition.query,
      'absent_over_time(run_googleapis_com:job_completed_execution_count{monitored_resource="cloud_run_job",' +
        'location="europe-west1",job_name="clean-up",result="succeeded"}[98100s]) ' +
        "and on() (vector(time()) > 1795824000 + 98100)",
    );
    assert.equal(condition.disableMetricValidation, true);
    assert.equal(alarm?.inputs.displayName, "nightly has not succeeded for 27.3 hours");
    assert.match(alarm?.inputs.documentation.content, /gcloud run jobs execute clean-up --project registry-prod/);
  });

  it("keeps the moment from which it counts, so that no later update silences it", async () => {
    assert.deepEqual(one(await declareNightly(), "random:index/randomId:RandomId", "nightly/since").ignoreChanges, [
      "keepers",
    ]);
  });

  it("tells those whom the environment names: by e-mail, or at a channel that exists", async () => {
    const declared = await declareIn(watched, (environment) => {
      const [mail, pager] = environment.channels;
      mail?.apply((name) => assert.equal(name, undefined)); // the mocks know no name of a channel
      pager?.apply((name) => assert.equal(name, "projects/registry-prod/notificationChannels/7"));
      new Cron("nightly", { environment, ...nightly, runs: new Job("clean-up", { environment, image }) });
    });
    const channels = ofType(declared, "gcp:monitoring/notificationChannel:NotificationChannel");
    assert.deepEqual(
      channels.map(({ inputs }) => [inputs.type, inputs.labels]),
      [["email", { email_address: "oncall@example.dev" }]],
    );
    assert.equal(ofType(declared, alertType)[0]?.inputs.notificationChannels.length, 2);
  });

  it("is not there where nobody is told, which only a developer's environment may have", async () => {
    const declared = await declareIn(developer, (environment) => {
      new Cron("nightly", { environment, ...nightly, runs: new Job("clean-up", { environment, image }) });
    });
    assert.deepEqual(ofType(declared, alertType), []);
    await declareIn(production, (environment) => {
      const runs = new Job("clean-up", { environment, image });
      assert.deepEqual(
        mistakesOf(() => new Cron("nightly", { environment, ...nightly, runs })),
        ["environment: has nobody who is told when nightly does not succeed: give the environment its alerts"],
      );
    });
  });

  it("cannot be made for a schedule that comes more rarely than Monitoring looks back", async () => {
    await declareIn(watched, (environment) => {
      const runs = new Job("clean-up", { environment, image });
      const [mistake = "", ...others] = mistakesOf(
        () => new Cron("leap", { environment, schedule: "0 0 29 2 *", runs }),
      );
      assert.deepEqual(others, []);
      assert.match(
        mistake,
        /^schedule: "0 0 29 2 \*" leaves 1461 days between two runs, and Monitoring .* 730 days at most/,
      );
    });
  });
});

describe("the longest time between two times of a schedule", () => {
  const hour = 3600;
  const day = 24 * hour;
  const gaps: [schedule: string, zone: string, seconds: number | undefined, why: string][] = [
    ["* * * * *", "Europe/Brussels", 60, "every minute, whatever the clocks do"],
    ["*/5 * * * *", "Etc/UTC", 300, "every five minutes"],
    ["7,50 * * * *", "Etc/UTC", 43 * 60, "from 7 to 50"],
    ["0 3 * * *", "Etc/UTC", day, "every night"],
    ["0 3 * * *", "Europe/Brussels", 25 * hour, "every night, in autumn too"],
    ["0 3 * * *", "Asia/Tokyo", day, "every night where clocks are never changed"],
    ["0 9-17 * * 1-5", "Etc/UTC", 64 * hour, "from Friday evening to Monday morning"],
    ["0 0 * * 7", "Etc/UTC", 7 * day, "Sundays, written as 7"],
    ["0 0 1 * *", "Etc/UTC", 31 * day, "the first of a month"],
    ["0 0 31 * *", "Etc/UTC", 61 * day, "the 31st, which April has not"],
    ["0 0 13 * 5", "Etc/UTC", 7 * day, "the 13th or a Friday: either will do"],
    ["* * * 1-11 *", "Etc/UTC", 31 * day + 60, "never in December"],
    ["0 0 30 2 *", "Etc/UTC", undefined, "never"],
  ];
  for (const [text, zone, seconds, why] of gaps)
    it(`${text} in ${zone}: ${why}`, () => assert.equal(longestGap(text, zone), seconds));
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
    ...[
      ["europe/brussels", "Europe/Brussels"],
      ["EUROPE/PARIS", "Europe/Paris"],
    ].map(
      ([zone = "", right]): Refusal<CronArgs> => [
        `the time zone ${JSON.stringify(zone)}`,
        { timeZone: zone },
        `timeZone: ${JSON.stringify(zone)} is not a time zone of the tz database, such as ${right}`,
      ],
    ),
    ["a day that no year has", { schedule: "0 0 31 4 *" }, 'schedule: "0 0 31 4 *" never comes: no year has that day'],
    ["six retries", { retries: 6 }, "retries: 6 is not between 0 and 5"],
    ["a deadline of an hour", { deadline: "1h" }, "deadline: 1h is not between 15s and 30m"],
    ["what is no job", { runs: { name: "clean-up" } }, "runs: is not a Job; give the job itself"],
    ["nothing to do", { runs: undefined }, "runs: give either the job that it runs, or what it calls"],
    ["what is no service", { runs: undefined, calls: {} }, "calls: is not a Service; give it itself"],
  ];
  itRefuses(refusals, (change) => new Cron("nightly", { environment, ...nightly, runs, ...change } as CronArgs));

  it("refuses a service that asks nobody who calls, and a region that it has not", async () => {
    await declareIn(watched, (environment) => {
      const open: unknown = new Service("registry", { environment, image, exposure: "edge" });
      const calls = new Service("audit", { environment, image, regions: ["us-east4"] });
      const cron = (args: Partial<CronArgs>) =>
        mistakesOf(() => new Cron("tick", { environment, ...nightly, ...args } as CronArgs));
      assert.deepEqual(cron({ calls: open as Service }), [
        'calls: "registry" is not internal; call one that asks IAM who calls',
      ]);
      assert.deepEqual(cron({ calls, region: "europe-west1" }), [
        'region: "europe-west1" is not among the regions where "audit" serves: us-east4',
      ]);
    });
  });

  it("takes time zones by their older names", () => {
    for (const timeZone of ["Asia/Kolkata", "Asia/Calcutta", "US/Pacific", "Etc/UTC", "UTC", "GMT"]) {
      const mistakes = mistakesOf(() => new Cron("nightly", { environment, ...nightly, timeZone, runs: {} as never }));
      assert.deepEqual(mistakes, ["runs: is not a Job; give the job itself"], timeZone);
    }
  });

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
