/**
 * Pulls of blobs that `registry` answers in a second, alone on this machine, beside a server that does the least possible:
 * parse, sign, redirect (`least.ts`). In turn, as processes of one bundled file each. Prints both, what a request costs in
 * CPU, which other work on the machine hardly changes, and the memory of each; fails where the median of the ratios is below
 * the goal.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import autocannon from "autocannon";
import { buildSync } from "esbuild";
import { bundle } from "../../apps/bundle";
import { freePort } from "../../local/stand-ins/listening";
import { startPubsub } from "../../local/stand-ins/pubsub";
import { startBackends } from "../../test/support/backends";
import { type Application, startApplication, untilReady } from "../../test/support/bundled";
import { startMetadata } from "../../test/support/metadata";
import { seed } from "./seed";

const host = "registry.example.dev";
const rounds = 5;
const seconds = 2;
const connections = 16;
const warmUp = 20_000;
const goal = 0.7;
/** Of Linux, in which `/proc` counts: a hundredth of a second. */
const tick = 0.01;

interface Subject extends Application {
  label: string;
  url: string;
  taken: Taken[];
}

interface Taken {
  perSecond: number;
  /** Milliseconds. */
  p99: number;
  /** Microseconds of CPU a request. */
  cpu: number;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] as number;

function cpuSecondsOf({ process: { pid } }: Application): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * tick;
}

function mebibytesOf({ process: { pid } }: Application, what: "VmRSS" | "VmHWM"): number {
  const [, kibibytes] =
    new RegExp(`^${what}:\\s+(\\d+) kB$`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kibibytes) / 1024;
}

async function load(
  subject: Subject,
  requests: autocannon.Request[],
  length: { duration: number } | { amount: number } = { duration: seconds },
): Promise<Taken> {
  const before = cpuSecondsOf(subject);
  let clients = 0;
  const result = await autocannon({
    url: subject.url,
    connections,
    ...length,
    setupClient(client) {
      const first = Math.floor((clients++ / connections) * requests.length); // each is at another image
      client.setRequests([...requests.slice(first), ...requests.slice(0, first)]);
    },
  });
  const { total, average } = result.requests;
  assert.equal(result.errors + result["2xx"] + result["4xx"] + result["5xx"], 0, "all are redirected");
  return { perSecond: average, p99: result.latency.p99, cpu: ((cpuSecondsOf(subject) - before) / total) * 1e6 };
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-bench-"));
  const backends = await startBackends();
  const pubsub = await startPubsub();
  const metadata = await startMetadata("registry@flotilla-test.iam.gserviceaccount.com");
  const started: Subject[] = [];
  try {
    const images = await seed(backends.pool, { repositories: 20, blobs: 10 });
    const requests: autocannon.Request[] = [];
    for (const { repository, blobs } of images) {
      const access = [{ type: "repository" as const, name: repository, actions: ["pull" as const] }];
      const authorization = `Bearer ${await backends.token(host, "ada@example.dev", access)}`; // one a pull, as clients do
      for (const digest of blobs)
        requests.push({ path: `/v2/${repository}/blobs/${digest}`, headers: { authorization } });
    }
    bundle(folder, ["registry"]);
    buildSync({
      entryPoints: [join(__dirname, "least.ts")],
      outfile: join(folder, "least", "main.js"),
      bundle: true,
      platform: "node",
    });
    const variables = {
      GCE_METADATA_HOST: metadata.host,
      METADATA_SERVER_DETECTION: "assume-present",
      PUBSUB_EMULATOR_HOST: pubsub.endpoint,
      PUBLIC_HOST: host,
      TOKENS_URL: "http://127.0.0.1:1",
      ...backends.variables("read"),
      IMAGE_PULLED_TOPIC: "projects/flotilla-test/topics/image-pulled",
    };
    for (const label of ["registry", "least"]) {
      const port = await freePort();
      const application = startApplication(join(folder, label, "main.js"), {
        variables: { ...variables, PORT: String(port) },
        unheard: true, // who reads the log has a machine of its own
      });
      const subject = { ...application, label, url: `http://127.0.0.1:${port}`, taken: [] };
      started.push(subject);
      await untilReady(subject, subject.url);
    }
    for (const subject of started) await load(subject, requests, { amount: warmUp }); // Node compiles what it runs often
    const idle = started.map((subject) => mebibytesOf(subject, "VmRSS"));
    for (let round = 0; round < rounds; round++)
      for (const subject of round % 2 === 0 ? started : started.toReversed())
        subject.taken.push(await load(subject, requests));
    tell(started, idle);
  } finally {
    for (const one of started) await one.kill("SIGKILL");
    await pubsub.close();
    await metadata.close();
    await backends.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function tell(subjects: readonly Subject[], idle: readonly number[]): void {
  console.log(`pulls of blobs, ${connections} at a time, median of ${rounds} rounds of ${seconds} s`);
  for (const [i, subject] of subjects.entries()) {
    const of = (key: keyof Taken) => median(subject.taken.map((one) => one[key]));
    console.log(
      `  ${subject.label.padEnd(8)}  ${of("perSecond").toFixed(0).padStart(6)} a second, p99 ${of("p99").toFixed(0)} ms, ` +
        `${of("cpu").toFixed(0)} µs of CPU each; ${idle[i]?.toFixed(0)} MiB, at most ${mebibytesOf(subject, "VmHWM").toFixed(0)}`,
    );
  }
  const [registry, least] = subjects as [Subject, Subject];
  const ratios = registry.taken.map(({ perSecond }, i) => perSecond / (least.taken[i] as Taken).perSecond);
  const cpu = median(registry.taken.map((one, i) => (least.taken[i] as Taken).cpu / one.cpu));
  const each = ratios.map((ratio) => ratio.toFixed(2)).join(" ");
  console.log(
    `  ratio     ${median(ratios).toFixed(2)}  (goal: at least ${goal}; each round: ${each}; by CPU ${cpu.toFixed(2)})`,
  );
  if (median(ratios) < goal) process.exitCode = 1;
}

void main();
