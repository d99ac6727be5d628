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
