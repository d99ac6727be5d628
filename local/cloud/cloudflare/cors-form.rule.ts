/** What R2 takes as a CORS rule. */
import type { Rule } from "../rule";
import { objectOf, objectsOf, textsOf } from "../typed";
import { MalformedSetting } from "./settings";

const longest = 86_400;

export const corsForm: Rule = {
  name: "r2-cors-form",
  demands:
    "An origin in a CORS rule of R2 is a scheme, a host and perhaps a port, without a path; an answer is kept for at most " +
    "86,400 seconds.",
  answer: "400 Bad Request, 10040: The JSON you provided was not well formed.",
  sources: [
    "https://developers.cloudflare.com/r2/buckets/cors/",
    "no source of the answer was found: it is that to other documents which the API does not take (workers-sdk#8486)",
  ],
  types: ["cloudflare:index/r2BucketCors:R2BucketCors"],
  before: ["create", "update"],
  check({ type, inputs }) {
    for (const { allowed, maxAgeSeconds } of objectsOf(inputs.rules)) {
      const origins = textsOf(objectOf(allowed).origins);
      const fits = origins.every((origin) => origin === "*" || /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]+$/i.test(origin));
      if (!fits || (typeof maxAgeSeconds === "number" && maxAgeSeconds > longest))
        throw new MalformedSetting(type.token, inputs);
    }
  },
};
