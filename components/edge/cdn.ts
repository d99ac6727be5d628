import type * as gcp from "@pulumi/gcp";
import { checksInto, type Mistake } from "../refuse";
import type { Service } from "../run/service";
import { type Duration, durationMistakes, toSeconds } from "../units";

/**
 * Which answers of a service Cloud CDN keeps near to callers. Only for answers that are the same whoever asks: the firewall
 * and the service see none of the requests that are answered so.
 */
export interface Cdn {
  /** Whose answers. */
  service: Service<"edge">;
  /**
   * `public`: what the service's own `Cache-Control` allows, as long as it says. `static`: that, and images, scripts, fonts
   * and the like of which the service says nothing. What is `private` or `no-store` is never kept.
   */
  keep: "public" | "static";
  /** The longest that static files are kept, and how long where the service does not say. @default Google's: 1 day, 1 hour */
  ttl?: Duration;
  /** How long a stale answer is given while a new one is fetched, at most 7 days. @default "1d" */
  whileStale?: Duration;
  /** Which query parameters tell answers apart, at most 10. @default all */
  queryKeys?: readonly string[];
}

const modes = { public: "USE_ORIGIN_HEADERS", static: "CACHE_ALL_STATIC" } as const;

/** What a backend says to Cloud CDN. */
export function cdnOf({
  keep,
  ttl,
  whileStale = "1d",
  queryKeys,
}: Cdn): Pick<gcp.compute.BackendServiceArgs, "enableCdn" | "cdnPolicy"> {
  const time = ttl && toSeconds(ttl);
  return {
    enableCdn: true,
    cdnPolicy: {
      cacheMode: modes[keep],
      ...(time !== undefined && { defaultTtl: time, maxTtl: time, clientTtl: time }),
      serveWhileStale: toSeconds(whileStale),
      cacheKeyPolicy: {
        includeProtocol: false,
        includeHost: true,
        includeQueryString: queryKeys === undefined || queryKeys.length > 0,
        ...(queryKeys && queryKeys.length > 0 && { queryStringWhitelists: [...queryKeys] }),
      },
    },
  };
}

export function cdnMistakes(at: string, { keep, ttl, whileStale = "1d", queryKeys = [] }: Cdn): Mistake[] {
  const mistakes = durationMistakes(`${at}.whileStale`, whileStale, "0s", "7d");
  const check = checksInto(mistakes);
  check(Object.hasOwn(modes, keep), `${at}.keep`, `${JSON.stringify(keep)} is neither "public" nor "static"`);
  if (ttl !== undefined) {
    mistakes.push(...durationMistakes(`${at}.ttl`, ttl, "1s", "365d"));
    check(keep === "static", `${at}.ttl`, 'is of static files; with keep: "public" the service itself says how long');
  }
  check(queryKeys.length <= 10, `${at}.queryKeys`, `has ${queryKeys.length}; at most 10 are looked at`);
  return mistakes;
}
