/** Exceptions: a resource that a policy lets pass, for a written reason and until a day. They are a policy's configuration. */
import type { PolicyConfigSchema } from "@pulumi/policy";

export interface Exception {
  /** Logical name or URN of the resource; `*` stands for any text, as in `registry/*`. */
  resource: string;
  reason: string;
  /** The last day on which it holds, in UTC: `2026-12-31`. */
  until: string;
}

/** An exception that nobody looks at again within a year is a rule of its own. */
const longest = { days: 366, text: "a year" };
const day = 24 * 60 * 60 * 1000;

/**
 * What `--policy-pack-config` may say of a policy beside its level. It is no more than this, because the engine is handed one
 * for each policy, and a schema of what an exception looks like is most of what starting the pack then takes: see `malformed`.
 */
export const configSchema: PolicyConfigSchema = { properties: { exceptions: { type: "array" } } };

/** What is wrong with how an exception is written, in words that go on after "does not count: ". */
export function malformed(exception: unknown): string | undefined {
  if (typeof exception !== "object" || exception === null || Array.isArray(exception))
    return `it is ${JSON.stringify(exception)}, and not an object with resource, reason and until`;
  const { resource, reason, until, ...others } = exception as Partial<Record<string, unknown>>;
  const [other] = Object.keys(others);
  if (other !== undefined) return `it has ${other}, and may have resource, reason and until`;
  if (typeof resource !== "string" || !/[^*]/.test(resource))
    return `resource is ${JSON.stringify(resource)}, which names none; everything is excepted by a level`;
  if (typeof reason !== "string" || !/\S+\s+\S+/.test(reason))
    return `reason is ${JSON.stringify(reason)}, which tells nobody why`;
  if (typeof until !== "string" || !/^\d{4}-\d\d-\d\d$/.test(until))
    return `until is ${JSON.stringify(until)}, and not a day like 2026-12-31`;
  return undefined;
}

/** Why an exception does not hold, or undefined where it does; in words that go on after "its exception ". */
export function lapsed(exception: Exception, now: number): string | undefined {
  const wrong = malformed(exception);
  if (wrong !== undefined) return `does not count: ${wrong}`;
  const { until } = exception;
  const start = Date.parse(`${until}T00:00:00Z`);
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== until)
    return `does not count: until is ${until}, which no calendar has`;
  if (start + day <= now) return `ended on ${until}`;
  if (start > now + longest.days * day) return `does not count: until is ${until}, more than ${longest.text} from now`;
  return undefined;
}

/** One that names no resource is meant for it perhaps: its mistake is told where somebody looks. */
export function covers(exception: Exception, { name, urn }: { name: string; urn: string }): boolean {
  const resource: unknown = exception?.resource;
  if (typeof resource !== "string") return true;
  const pattern = new RegExp(`^${resource.split("*").map(escaped).join(".*")}$`, "s");
  return pattern.test(name) || pattern.test(urn);
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** What became of a policy's exceptions in one run, for the review of them at its end. */
export class ExceptionLog {
  readonly #seen = new Map<string, { policy: string; exception: Exception; usedBy: Set<string> }>();

  /** The exception that lets a violation by this resource pass, if one does; if not, what is to be added to the violation. */
  applied(
    policy: string,
    exceptions: readonly Exception[],
    resource: { name: string; urn: string },
  ): { passes?: Exception; note: string } {
    const covering = exceptions.filter((exception) => covers(exception, resource));
    const now = Date.now();
    const valid = covering.find((exception) => lapsed(exception, now) === undefined);
    if (valid) {
      this.#entry(policy, valid).usedBy.add(resource.urn);
      return { passes: valid, note: "" };
    }
    return { note: covering.map((exception) => ` Its exception ${lapsed(exception, now)}.`).join("") };
  }

  /** Takes down what exceptions there are, before it is known whether any is needed. */
  note(policy: string, exceptions: readonly Exception[]): void {
    for (const exception of exceptions) this.#entry(policy, exception);
  }

  /** A line for each exception: whom it lets pass and until when, or that nothing needs it. */
  *review(): Generator<{ urn?: string; text: string }> {
    for (const { policy, exception, usedBy } of this.#seen.values()) {
      const wrong = malformed(exception);
      if (wrong !== undefined) {
        yield { text: `an exception from ${policy} does not count: ${wrong}` };
        continue;
      }
      const { resource, reason, until } = exception;
      for (const urn of usedBy) yield { urn, text: `passes ${policy} by an exception until ${until}: ${reason}` };
      if (usedBy.size === 0)
        yield { text: `the exception for ${resource} from ${policy} (until ${until}) let nothing pass: take it out` };
    }
  }

  #entry(policy: string, exception: Exception) {
    const key = JSON.stringify([policy, exception]);
    const entry = this.#seen.get(key) ?? { policy, exception, usedBy: new Set<string>() };
    this.#seen.set(key, entry);
    return entry;
  }
}
