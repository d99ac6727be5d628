import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./edge-caches-public-only";

const type = "gcp:compute/backendService:BackendService";
const caches = (cacheMode: Value, enableCdn: Value = true): { type: string; props: Props } => ({
  type,
  props: { enableCdn, cdnPolicy: { cacheMode } },
});

export default cases(policy, {
  passing: [
    { title: "keeps what the service calls public", ...caches("USE_ORIGIN_HEADERS") },
    { title: "leaves the mode to Google", type, props: { enableCdn: true } },
  ],
  failing: [
    { title: "keeps everything", ...caches("FORCE_CACHE_ALL"), at: ["cdnPolicy.cacheMode"] },
    { title: "would keep everything, once it is on", ...caches("FORCE_CACHE_ALL", false), at: ["cdnPolicy.cacheMode"] },
  ],
  unknown: [{ title: "takes the mode from a new resource", ...caches(Unknown) }],
  notApplicable: [{ title: "has no cache", type, props: {} }],
});
