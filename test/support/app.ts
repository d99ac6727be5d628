/** What applications under test are given beside their variables, and what they log. */
import { startMetadata } from "./metadata";

/** By which Google's library finds the metadata server, and neither looks for one elsewhere nor asks `gcloud`, for seconds. */
const variables = (host: string) => ({
  GCE_METADATA_HOST: host,
  METADATA_SERVER_DETECTION: "assume-present",
  GOOGLE_CLOUD_PROJECT: "flotilla-test",
});

/** Runs the tests of a suite as an account that a metadata server names. */
export function asAccount(email: string): void {
  let restore = async () => {};
  before(async () => {
    const metadata = await startMetadata(email);
    const former = { ...process.env };
    Object.assign(process.env, variables(metadata.host));
    restore = async () => {
      for (const name of Object.keys(variables("")))
        if (former[name] === undefined) delete process.env[name];
        else process.env[name] = former[name];
      await metadata.close();
    };
  });
  after(() => restore());
}

/** What is logged in one turn of the event loop is written at its end. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** What is written to stdout while something runs, a JSON object a line. */
export async function logsOf(work: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  await turn();
  const lines: string[] = [];
  const write = process.stdout.write;
  process.stdout.write = ((text: string, written?: () => void) => {
    lines.push(text);
    written?.();
    return true;
  }) as typeof write;
  try {
    await work();
    await turn();
  } finally {
    process.stdout.write = write;
  }
  return lines
    .flatMap((text) => text.split("\n"))
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
}

/** Says nothing of what applications log, in the tests of a suite that are not about it. */
export function quietly(): void {
  let write: typeof process.stdout.write;
  beforeEach(() => {
    write = process.stdout.write;
    process.stdout.write = ((text: string, ...rest: never[]) =>
      String(text).startsWith('{"severity"') || write.call(process.stdout, text, ...rest)) as typeof write;
  });
  afterEach(async () => {
    await turn();
    process.stdout.write = write;
  });
}
