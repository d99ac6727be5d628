/**
 * How many resources events take: a program with event types, someone who publishes each of them, and a recorder with
 * readers, brought up by the local engine on a cloud in memory, less the same program without them. Beside it, what the
 * Terraform modules take that this replaces, by the formulas that their code makes.
 */
import { z } from "zod";
import { Environment, EventType, Recorder, Service } from "../components";
import { declareEvent, type Region } from "../contract";
import * as local from "../local";

export interface EventsCount {
  types: number;
  regions: number;
  /** What stands in the clouds. */
  resources: number;
  /** The same, with the components that are entries in the state and nothing else. */
  entries: number;
  byType: Readonly<Record<string, number>>;
}

const everywhere: readonly Region[] = [
  "europe-west1",
  "us-east4",
  "asia-northeast1",
  "europe-north1",
  "europe-west4",
  "us-central1",
  "us-west1",
  "asia-southeast1",
  "australia-southeast1",
  "southamerica-east1",
];

function program(types: number, regions: number) {
  const environment = new Environment("environment", {
    kind: "production",
    project: "registry-prod",
    projectNumber: "755489226627",
    home: "europe-west1",
    regions: everywhere.slice(0, regions),
    domain: "example.dev",
    cloudflareZone: "f2bf6781bba24dfc4ce34fdad20ed86b",
    cloudflareAccount: "a3e54a68243f9d30a74d93711c21a9f7",
  });
  const data = z.object({ repository: z.string(), at: z.iso.datetime() });
  const records = Array.from({ length: types }, (_, i) => {
    const declaration = declareEvent(`dev.example.registry.event${i}.happened`, data);
    return new EventType(`event-${i}`, { environment, declaration });
  });
  const image = `europe-docker.pkg.dev/registry-shared/images/registry@sha256:${"ab".repeat(32)}`;
  new Service("registry", { environment, image, can: records.map((type) => type.publish()) });
  if (types > 0) new Recorder("events", { environment, records, readers: ["group:analysts@example.dev"] });
}

/** Type of resource → how many of it stand after an `up`; components are those that begin with `flotilla:`. */
async function up(types: number, regions: number): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const { outcome, snapshot } = await local.up({
    project: "flotilla",
    stack: "prod",
    root: __dirname,
    program: () => program(types, regions),
    config: { values: {}, secretKeys: [] },
    cloud: local.LocalCloud.inMemory(),
    store: { load: async () => undefined, append: async () => {}, save: async () => {} },
    emit: ({ diagnosticEvent }) => {
      if (diagnosticEvent?.severity === "error") throw new Error(diagnosticEvent.message);
    },
  });
  if (outcome !== "succeeded") throw new Error(`up ${outcome}`);
  for (const { type } of snapshot.resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}

export async function countEvents(types: number, regions: number): Promise<EventsCount> {
  const [without, all] = [await up(0, regions), await up(types, regions)];
  const byType = Object.fromEntries(
    [...all].map(([type, count]) => [type, count - (without.get(type) ?? 0)]).filter(([, count]) => count !== 0),
  ) as Record<string, number>;
  const sum = (counts: [string, number][]) => counts.reduce((total, [, count]) => total + count, 0);
  const entries = Object.entries(byType);
  const resources = sum(entries.filter(([type]) => !type.startsWith("flotilla:")));
  return { types, regions, resources, entries: sum(entries), byType };
}

/** terraform-infra-common: `cloudevent-recorder`, and the `cloudevent-broker` that it hangs on. */
const replaced = (types: number, regions: number) => ({
  recorder: 4 * regions + 16 + 5 * types + 11 * types * regions,
  broker: 3 * regions + 7,
});

async function main(): Promise<void> {
  console.log(
    "resources for T event types in N regions: topics, schemas and who publishes, the recorder and its readers",
  );
  console.log("");
  console.log("   T    N   resources   with components   replaced: recorder   with its broker   times as many");
  for (const types of [1, 10, 60])
    for (const regions of [1, 3, 10]) {
      const { resources, entries } = await countEvents(types, regions);
      const { recorder, broker } = replaced(types, regions);
      const cells = [types, regions, resources, entries, recorder, recorder + broker];
      const widths = [4, 5, 12, 18, 21, 18];
      const times = ((recorder + broker) / resources).toFixed(1);
      console.log(cells.map((cell, i) => String(cell).padStart(widths[i] ?? 0)).join("") + times.padStart(16));
    }
  const { byType } = await countEvents(10, 3);
  console.log("\nT = 10, N = 3, by type:");
  for (const [type, count] of Object.entries(byType)) console.log(`${String(count).padStart(5)}  ${type}`);
}

if (require.main === module) void main();
