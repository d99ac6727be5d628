/** Ranges of addresses, as a firewall rule names them. */

/** In which no network of one's own lies: the greatest private ranges are 10.0.0.0/8 and fc00::/7. */
const shortestPrefix = { ipv4: 8, ipv6: 7 } as const;

/** How a range reaches the internet at large, in words that go on after it; undefined where it does not. */
export function openness(range: string): string | undefined {
  const [address = "", prefix] = range.split("/");
  if (["0.0.0.0", "::"].includes(address) && (prefix === undefined || Number(prefix) === 0)) return "which is everyone";
  const shortest = shortestPrefix[address.includes(":") ? "ipv6" : "ipv4"];
  return prefix !== undefined && Number(prefix) < shortest ? "which is a large part of the internet" : undefined;
}

/** RFC 1918, RFC 6598 and RFC 4193: what is nobody's on the internet. */
const privately = [
  /^10\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^192\.168\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^f[cd]/i,
];

export function isPrivate(address: string): boolean {
  return privately.some((range) => range.test(address));
}
