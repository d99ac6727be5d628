/**
 * What is recorded, over HTTP. No SQL is run here: a view is its table's rows without the duplicates, and `?by=` counts them
 * by columns, which is what "who pulls what" does.
 */
import { createServer, type Server } from "node:http";
import { objectOf, textOf } from "../cloud/typed";
import type { PubsubStandIn, Row } from "../stand-ins/pubsub";
import type { CurrentCloud } from "./current-cloud";
import { tableName } from "./messages";

/** `viewed`: a view's name → the table that it shows. */
export function recorded(pubsub: PubsubStandIn, viewed: ReadonlyMap<string, string>): Server {
  return createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://recorded");
    const table = viewed.get(pathname.slice(1));
    const answer = (status: number, value: unknown) =>
      void response
        .writeHead(status, { "content-type": "application/json" })
        .end(`${JSON.stringify(value, null, 2)}\n`);
    if (pathname === "/")
      return answer(200, Object.fromEntries([...viewed].map(([name, of]) => [name, eventsIn(pubsub, of).length])));
    if (table === undefined) return answer(404, { error: `there are ${[...viewed.keys()].join(", ")}` });
    const events = eventsIn(pubsub, table);
    const by = searchParams.get("by")?.split(",");
    return answer(200, by ? countedBy(events, by) : events);
  });
}

/** As the view has them: of an event that was published twice, the first. */
function eventsIn(pubsub: PubsubStandIn, table: string): Row[] {
  const events = new Map<string, Row>();
  for (const { attributes, message_id, subscription_name: _, publish_time, ...data } of pubsub.tables.get(table)
    ?.rows ?? []) {
    const { "ce-id": id, "ce-source": source, "ce-time": time } = JSON.parse(String(attributes));
    const event = {
      event_id: id ?? message_id,
      event_source: source,
      event_time: time ?? publish_time,
      publish_time,
      ...data,
    };
    const key = JSON.stringify([event.event_source, event.event_id]);
    if (!events.has(key)) events.set(key, event);
  }
  return [...events.values()];
}

function countedBy(events: readonly Row[], columns: readonly string[]): Row[] {
  const groups = new Map<string, Row>();
  for (const event of events) {
    const group = Object.fromEntries(columns.map((column) => [column, event[column] ?? null]));
    const key = JSON.stringify(group);
    groups.set(key, { ...group, events: Number(groups.get(key)?.events ?? 0) + 1, last: event.event_time });
  }
  return [...groups.values()];
}

/** View → the table whose rows it shows; without those that count. */
export function tablesBehind({ world, outputs }: CurrentCloud): Map<string, string> {
  const tables = world.ofType("gcp:bigquery/table:Table");
  return new Map(
    Object.entries(outputs.events.views).flatMap(([name, view]) => {
      const record = tables.find(({ id }) => tableName(id) === view);
      const query = textOf(objectOf(record?.inputs.view).query) ?? "";
      const table = /\bGROUP BY\b/.test(query) ? undefined : /\bFROM `([^`]+)`/.exec(query)?.[1];
      return table === undefined ? [] : [[name, table] as const];
    }),
  );
}
