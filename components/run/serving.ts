import { checksInto, isCount, type Mistake } from "../refuse";
import { type Duration, durationMistakes } from "../units";
import { type Probes, probeMistakes } from "./probes";
import { generationOf, type Size } from "./size";

/** How a container answers requests. */
export interface ServingArgs {
  /** Port that the container listens on. @default 8080 */
  port?: number;
  /** What it speaks at that port: HTTP/1, or HTTP/2 in the clear (h2c), as gRPC needs. @default "http1" */
  protocol?: "http1" | "h2c";
  /**
   * Whether requests of one client go to one instance while that lasts, by a cookie. An instance that goes takes what it
   * remembered along, so nothing may rely on it. @default false
   */
  sessionAffinity?: boolean;
  /** Longest time that a request may take, at most an hour. @default "5m" */
  timeout?: Duration;
  /** Instances in each region. @default by kind of environment */
  scaling?: { min?: number; max?: number };
  /** How Cloud Run tells whether an instance is ready, and alive. @default its port accepts connections */
  probes?: Probes;
}

/** How much of an instance there is for how many requests. */
type Load = Size & { concurrency?: number };

/** Less than a core works on one request at a time (cloud.google.com/run/docs/configuring/services/cpu). */
function mostAtOnce(size: Size): number {
  return generationOf(size) === 1 ? 1 : 1000;
}

/** How it answers, everything decided. */
export function servingOf(args: ServingArgs & Load, instances: { min: number; max: number }) {
  const { port = 8080, concurrency = mostAtOnce(args) === 1 ? 1 : 80, timeout = "5m" } = args;
  const { min = instances.min, max = instances.max } = args.scaling ?? {};
  return { port, concurrency, timeout, min, max } as const;
}

export function servingMistakes(args: ServingArgs & Load, instances: { min: number; max: number }): Mistake[] {
  const { port, concurrency, timeout, min, max } = servingOf(args, instances);
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  check(isCount(port, 1, 65535), "port", `${port} is not a port: 1 to 65535`);
  const { protocol = "http1" } = args;
  const spoken = protocol === "http1" || protocol === "h2c";
  check(spoken, "protocol", `${JSON.stringify(protocol)} is neither "http1" nor "h2c"`);
  const most = mostAtOnce(args);
  const range = most === 1 ? "1, all that less than a core works on at once" : `between 1 and ${most}`;
  check(isCount(concurrency, 1, most), "concurrency", `${concurrency} is not ${range}`);
  mistakes.push(...durationMistakes("timeout", timeout, "1s", "60m"));
  check(isCount(min, 0, 1000), "scaling.min", `${min} is not between 0 and 1000`);
  check(isCount(max, 1, 1000), "scaling.max", `${max} is not between 1 and 1000`);
  check(min <= max, "scaling", `min ${min} is more than max ${max}`);
  return [...mistakes, ...probeMistakes("probes", args.probes ?? {})];
}
