/**
 * Addresses that no host on the internet has: of the range for benchmarks (RFC 2544), for documentation (RFC 3849) or,
 * inside a network, of the one that automatic ranges are taken from. They follow from what they are for.
 */
import { digest } from "../template";

export function publicAddress(subject: string, version: "IPV4" | "IPV6" = "IPV4"): string {
  const [a, b, c] = bytesOf(subject);
  return version === "IPV6"
    ? `2001:db8:${a.toString(16)}:${b.toString(16)}::${c.toString(16)}`
    : `198.${18 + (a % 2)}.${b}.${c}`;
}

/** A host's. */
export function privateAddress(subject: string): string {
  const [a, b, c] = bytesOf(subject);
  return `10.${128 + (a % 128)}.${b}.${1 + (c % 254)}`;
}

/** The first of a range. */
export function privateRange(subject: string): string {
  const [a, b] = bytesOf(subject);
  return `10.${128 + (a % 128)}.${b}.0`;
}

function bytesOf(subject: string): [number, number, number] {
  return [...Buffer.from(digest(subject), "hex")] as [number, number, number];
}
