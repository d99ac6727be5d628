/** Logs, a JSON object a line, with the fields that Cloud Logging understands (cloud.google.com/logging/docs/structured-logging). */
import { currentTrace } from "./trace";

type Severity = "INFO" | "WARNING" | "ERROR";
type Fields = Readonly<Record<string, unknown>>;

let project: string | undefined;

/** Traces are found by their full name, in which the project is. */
export function logTracesOf(name: string): void {
  project = name;
}

function write(severity: Severity, message: string, fields: Fields = {}): void {
  const trace = currentTrace();
  const entry = {
    severity,
    message,
    time: new Date().toISOString(),
    ...(trace && {
      "logging.googleapis.com/trace": project ? `projects/${project}/traces/${trace.id}` : trace.id,
      "logging.googleapis.com/spanId": trace.span,
      "logging.googleapis.com/trace_sampled": trace.sampled,
    }),
    ...fields,
  };
  if (waiting === "") setImmediate(flush);
  waiting += `${JSON.stringify(entry)}\n`;
  if (severity === "ERROR") flush(); // it may be the last that is written
}

/** What is logged in one turn of the event loop is written at once: each write waits for the system. */
let waiting = "";

function flush(): void {
  const text = waiting;
  waiting = "";
  if (text !== "") process.stdout.write(text);
}
process.once("exit", flush);

/** Never give it a secret, nor a request's query or headers, where one may be. */
export const log = {
  info: (message: string, fields?: Fields) => write("INFO", message, fields),
  warning: (message: string, fields?: Fields) => write("WARNING", message, fields),
  /** With its stack, by which Error Reporting groups errors. */
  error: (message: string, error: unknown, fields?: Fields) =>
    write("ERROR", `${message}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, fields),
  /** Resolves once all of it is written: wait for it before an answer that promises an entry. */
  written: () =>
    new Promise<void>((resolve) => {
      flush();
      process.stdout.write("", () => resolve());
    }),
} as const;
