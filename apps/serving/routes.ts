import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { log } from "./log";
import { Refused } from "./refused";
import { inTrace, traceOf } from "./trace";

export type Routes = Hono;

/** Routes whose requests are logged and traced, and whose errors are answered: who uses it adds only what is to be done. */
export function routes(): Routes {
  const app = new Hono();
  app.use((context, next) =>
    inTrace(
      traceOf((name) => headerOf(context, name)),
      () => logged(context, next),
    ),
  );
  app.notFound((context) => answer(context, new Refused(404, "NOT_FOUND", "there is nothing at this path")));
  app.onError((error, context) => {
    if (error instanceof Refused) return answer(context, error);
    log.error("a request failed", error);
    return answer(context, new Refused(500, "UNKNOWN", "something went wrong here; it has been logged"));
  });
  return app;
}

/** A header, by its name in lower case: as Node has it already, where there is a server, and no object of all is made. */
export function headerOf(context: Context, name: string): string | undefined {
  const { incoming } = (context.env ?? {}) as Partial<HttpBindings>;
  const value = incoming ? incoming.headers[name] : context.req.header(name);
  return typeof value === "string" ? value : undefined;
}

function answer(context: Context, { status, headers, body }: Refused): Response {
  return context.json(body, status, { ...headers });
}

/** Of the address only the path: a query may have what nobody else is to see. */
async function logged(context: Context, next: () => Promise<void>): Promise<void> {
  const start = performance.now();
  await next();
  const { method, path } = context.req;
  const { status } = context.res;
  log[status >= 500 ? "warning" : "info"](`${method} ${path} ${status}`, {
    httpRequest: {
      requestMethod: method,
      requestUrl: path,
      status,
      userAgent: headerOf(context, "user-agent"),
      latency: `${((performance.now() - start) / 1000).toFixed(6)}s`,
    },
  });
}
