/** The trace that a request belongs to, kept for as long as it is answered, for what is logged and called meanwhile. */
import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";

export interface Trace {
  /** 32 hexadecimal digits. */
  id: string;
  /** Of whoever sent the request: 16 hexadecimal digits. */
  span: string;
  sampled: boolean;
}

const current = new AsyncLocalStorage<Trace>();

export const currentTrace = (): Trace | undefined => current.getStore();
export const inTrace = <T>(trace: Trace, work: () => T): T => current.run(trace, work);

/** From W3C's header (w3.org/TR/trace-context), or else Google's older one; a request with neither begins a trace. */
export function traceOf(header: (name: string) => string | undefined): Trace {
  const w3c = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/.exec(header("traceparent") ?? "");
  if (w3c)
    return { id: w3c[1] as string, span: w3c[2] as string, sampled: (Number.parseInt(w3c[3] as string, 16) & 1) === 1 };
  const google = /^([0-9a-f]{32})(?:\/(\d{1,20}))?(?:;o=(\d))?$/i.exec(header("x-cloud-trace-context") ?? "");
  if (google) return { id: (google[1] as string).toLowerCase(), span: spanOf(google[2]), sampled: google[3] === "1" };
  return { id: digits(32), span: digits(16), sampled: false };
}

/** Google's header has the span as a decimal number. */
function spanOf(decimal = "0"): string {
  const span = BigInt.asUintN(64, BigInt(decimal)).toString(16).padStart(16, "0");
  return /^0+$/.test(span) ? digits(16) : span;
}

/** At random; Node keeps UUIDs in store, so that they cost less than other random bytes. */
const digits = (length: 16 | 32): string => randomUUID().replaceAll("-", "").slice(-length);

export const traceparent = ({ id, span, sampled }: Trace): string => `00-${id}-${span}-0${sampled ? 1 : 0}`;
