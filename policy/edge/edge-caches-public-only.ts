import { policy } from "../policy";
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
    if (enableCdn === undefined || enableCdn === false) return "not applicable";
    const mode = at(cdnPolicy, "cacheMode");
    if (mode === Unknown) unknown("cdnPolicy.cacheMode");
    else if (mode !== "FORCE_CACHE_ALL") return undefined;
    else if (enableCdn === Unknown) unknown("enableCdn");
    else violation("cdnPolicy.cacheMode", "is FORCE_CACHE_ALL");
    return undefined;
  },
});
