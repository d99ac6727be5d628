import { policy } from "../policy";
import { isSet } from "../settings";
import { at, Unknown } from "../values";
import { globalBackend, regionalBackend } from "./backends";

export default policy({
  name: "edge-caches-public-only",
  refuses: "a cache that keeps every answer of a service, whatever the service says of it",
  because:
    "FORCE_CACHE_ALL overrides private and no-store: what one user was let see, a cookie included, is handed to the next",
  fix: "set cdnPolicy.cacheMode to USE_ORIGIN_HEADERS or CACHE_ALL_STATIC, and let the service say what is public",
  severity: "high",
  applies: [globalBackend, regionalBackend],
  check({ props: { enableCdn, cdnPolicy } }, { violation, unknown }) {
    const mode = at(cdnPolicy, "cacheMode");
    if (mode === Unknown) unknown("cdnPolicy.cacheMode");
    // A policy for a cache that is off waits for the day on which it is switched on.
    else if (mode === "FORCE_CACHE_ALL") violation("cdnPolicy.cacheMode", "is FORCE_CACHE_ALL");
    else if (!isSet(mode) && !enableCdn) return "not applicable";
    return undefined;
  },
});
