/** Cloud Run: instances that are kept although no request comes. */
import type { PriceId } from "../prices";
import { flagAt, mapsAt, numberAt, textAt, type Values } from "../values";
import { type Charge, each, type Unpriced } from "./finding";

/** What an instance has where no limit is set (cloud.google.com/run/docs/configuring/services/cpu and memory-limits). */
const defaults = { cpu: "1", memory: "512Mi" };

type Own = Omit<Charge, "resources"> | Omit<Unpriced, "resources">;

export const service = each(({ properties }) => {
  const instances = Math.max(
    numberAt(properties, "template.scaling.minInstanceCount") ?? 0,
    numberAt(properties, "scaling.minInstanceCount") ?? 0,
    numberAt(properties, "scaling.manualInstanceCount") ?? 0,
  );
  if (instances === 0) return [{ free: "keeps no instance while no request comes" }];
  const location = textAt(properties, "location");
  if (location === "global")
    return [{ unpriced: "a multi-region service: its minimum instances are not told by region" }];
  const containers = mapsAt(properties, "template.containers");
  const waits = containers.every(isIdleBetweenRequests);
  return kept(containers, instances, location, waits ? byRequest : byInstance, instancesOf(instances));
});

export const workerPool = each(({ properties }) => {
  // Where nothing is said a pool is taken to have one, the least that runs at all: its default is not documented here.
  const instances =
    numberAt(properties, "scaling.manualInstanceCount") ?? numberAt(properties, "scaling.minInstanceCount") ?? 1;
  if (instances === 0) return [{ free: "has no instance" }];
  const containers = mapsAt(properties, "template.containers");
  return kept(containers, instances, textAt(properties, "location"), byInstance, `${instances} that run always`);
});

interface Billing {
  cpu: PriceId;
  memory: PriceId;
}

const byRequest: Billing = { cpu: "run-idle-cpu", memory: "run-idle-memory" };
const byInstance: Billing = { cpu: "run-instance-cpu", memory: "run-instance-memory" };

/** Without `resources` a container has its CPU for requests alone; with them it must ask for that. */
function isIdleBetweenRequests(container: Values): boolean {
  return container.resources === undefined || flagAt(container, "resources.cpuIdle") === true;
}

function instancesOf(instances: number): string {
  return `minInstanceCount ${instances} keeps it there`;
}

function kept(
  containers: readonly Values[],
  instances: number,
  region: string | undefined,
  { cpu, memory }: Billing,
  reason: string,
): Own[] {
  const sum = (of: (container: Values) => number) => containers.reduce((total, one) => total + of(one), 0) * instances;
  const gpus = sum((container) => Number(limit(container, "nvidia.com/gpu") ?? 0));
  return [
    { price: cpu, quantity: sum((container) => cpus(limit(container, "cpu") ?? defaults.cpu)), region, reason },
    {
      price: memory,
      quantity: sum((container) => gibibytes(limit(container, "memory") ?? defaults.memory)),
      region,
      reason,
    },
    ...(gpus > 0 ? [{ price: "run-gpu" as const, quantity: gpus, region, reason }] : []),
  ];
}

function limit(container: Values, name: string): string | undefined {
  const limits = container.resources as { limits?: Record<string, unknown> } | undefined;
  const value = limits?.limits?.[name];
  return value === undefined ? undefined : String(value);
}

/** `2` or `1500m`. */
function cpus(text: string): number {
  return text.endsWith("m") ? Number(text.slice(0, -1)) / 1000 : Number(text);
}

const gibibytesOf: Readonly<Record<string, number>> = {
  Ki: 2 ** -20,
  Mi: 2 ** -10,
  Gi: 1,
  k: 1e3 / 2 ** 30,
  M: 1e6 / 2 ** 30,
  G: 1e9 / 2 ** 30,
};

/** `512Mi` or `1G`. */
function gibibytes(text: string): number {
  const [, amount = text, unit = ""] = /^([\d.]+)([A-Za-z]*)$/.exec(text) ?? [];
  return Number(amount) * (gibibytesOf[unit] ?? 2 ** -30);
}
