/** Calls to another service of the environment, as the account that this one runs as. */
import { setTimeout as sleep } from "node:timers/promises";
import { GoogleAuth, type IdTokenClient } from "google-auth-library";
import { currentTrace, traceparent } from "./trace";

export interface CallerOptions {
  /** How long one try may take, in milliseconds. @default 10,000 */
  timeout?: number;
}

/** Given again where nothing can happen twice: Cloud Run answers 503 where an instance was lost or none could start. */
const repeatable: readonly string[] = ["GET", "HEAD", "PUT", "DELETE"];
const pauses = [100, 400];

/**
 * A `fetch` of paths below a service's address, with an ID token for it and the trace of the request that is being answered.
 * What has no effect the second time is tried three times while the answer is 503 or none.
 *
 * @example
 * const iam = caller(variables.iam.url);
 * const answer = await iam("/access", { method: "POST", body: JSON.stringify(wanted) });
 */
export function caller(
  url: string,
  { timeout = 10_000 }: CallerOptions = {},
): (path: `/${string}`, init?: RequestInit) => Promise<Response> {
  const auth = new GoogleAuth();
  let client: Promise<IdTokenClient> | undefined;

  async function authorization(): Promise<string> {
    client ??= auth.getIdTokenClient(url);
    try {
      const headers = await (await client).getRequestHeaders();
      return headers.get("authorization") ?? "";
    } catch (error) {
      client = undefined; // or it would be remembered
      throw error;
    }
  }

  return async (path, init = {}) => {
    const headers = new Headers(init.headers);
    // Where the callee has a use of its own for it, Cloud Run takes the other (cloud.google.com/run/docs/authenticating).
    const name = headers.has("authorization") ? "x-serverless-authorization" : "authorization";
    headers.set(name, await authorization());
    const trace = currentTrace();
    if (trace) headers.set("traceparent", traceparent(trace));
    const once = () =>
      fetch(`${url}${path}`, {
        ...init,
        headers,
        redirect: "error",
        signal: AbortSignal.any([AbortSignal.timeout(timeout), ...(init.signal ? [init.signal] : [])]),
      });
    const isRepeatable = repeatable.includes((init.method ?? "GET").toUpperCase());
    return again(once, isRepeatable && !(init.body instanceof ReadableStream) ? pauses : [], init.signal);
  };
}

async function again(
  once: () => Promise<Response>,
  [pause, ...rest]: readonly number[],
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  if (pause === undefined) return once();
  try {
    const answer = await once();
    if (answer.status !== 503) return answer;
  } catch (error) {
    if (signal?.aborted) throw error;
  }
  await sleep(pause * (0.5 + Math.random()));
  return again(once, rest, signal);
}
