/** What is recorded, over HTTP. */
import { createServer, type Server } from "node:http";
import { NotHere } from "../stand-ins/bigquery";
import type { Recorded } from "./recorded";

/** `/` tells how many rows each view has, and `/NAME` answers with them; `names`: what a view is called → the view. */
export function recordedServer(recorded: Recorded, names: Readonly<Record<string, string>>): Server {
  return createServer((request, response) => {
    const answer = (status: number, value: unknown) =>
      void response
        .writeHead(status, { "content-type": "application/json" })
        .end(`${JSON.stringify(value, null, 2)}\n`);
    const name = new URL(request.url ?? "/", "http://recorded").pathname.slice(1);
    const view = Object.hasOwn(names, name) ? names[name] : undefined;
    if (name === "") return void counts(recorded, names).then((all) => answer(200, all));
    if (view === undefined) return answer(404, { error: `there are ${Object.keys(names).join(", ")}` });
    return void recorded.rows(view).then(
      (rows) => answer(200, rows),
      (error: Error) => answer(error instanceof NotHere ? 501 : 500, { error: error.message }),
    );
  });
}

/** Of a view that cannot be queried, why. */
async function counts(recorded: Recorded, names: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
  const all = Object.entries(names).map(async ([name, view]) => {
    const told = await recorded.rows(view).then(
      ({ length }) => length,
      ({ message }: Error) => message,
    );
    return [name, told] as const;
  });
  return Object.fromEntries(await Promise.all(all));
}
