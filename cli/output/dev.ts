/** What runs, and what it says: a line each, with a name in front. */
import type { DevAddresses } from "../../local";
import type { Colours } from "../terminal";

export function addressLines(
  { hosts, services, events, store, owner, leftOut }: DevAddresses,
  colours: Colours,
): string[] {
  const rows = [
    ...Object.entries(hosts).map(([host, address]) => [address, host]),
    ...Object.entries(services).map(([name, address]) => [address, `${name}, for who may call it`]),
    [events, "what was recorded: /VIEW, run by a stand-in for BigQuery"],
    [store, "the buckets"],
    ...(owner ? [[`GCE_METADATA_HOST=${owner.metadata}`, `has a client be ${owner.email}`]] : []),
  ];
  const width = Math.max(...rows.map(([address = ""]) => address.length));
  return [
    "",
    ...rows.map(([address = "", what = ""]) => `  ${colours.bold(address.padEnd(width))}  ${what}`),
    ...leftOut.map((name) => `  ${name} is left out: there is no apps/${name}/main.ts`),
    "",
  ];
}

const width = 12;

/** Applications write JSON for Cloud Logging; of it the message is shown. */
export function lineOf(from: string, line: string, colours: Colours): string {
  const { severity, message } = entryIn(line);
  const text = message.replaceAll("\n", `\n${" ".repeat(width)}  `);
  const shown = severity === "ERROR" ? colours.red(text) : severity === "WARNING" ? colours.yellow(text) : text;
  return `${colours.cyan(from.padEnd(width))}  ${shown}`;
}

function entryIn(line: string): { severity?: string; message: string } {
  try {
    const entry = JSON.parse(line);
    if (typeof entry?.message === "string") return entry;
  } catch {} // not every line is one
  return { message: line };
}
