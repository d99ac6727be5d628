import { policy } from "../policy";
import { find, Unknown } from "../values";

/** A host and a whole first part of the path: whose images they are. */
const narrow = /^[^/*]+\/[^/*]+\/[^*]*\*{0,2}$/;

export default policy({
  name: "image-policy-patterns-narrow",
  refuses: "a pattern of admitted images that somebody else's images match, too",
  because:
    "HOST/shop** means the images of shop-of-a-stranger as well, and HOST/** those of everybody who has a project: whoever " +
    "pushes one there has it admitted",
  fix: "end the project with a slash before the wildcard, as in europe-docker.pkg.dev/registry-shared/tools/**",
  severity: "high",
  applies: "gcp:binaryauthorization/policy:Policy",
  check({ props }, { violation, unknown }) {
    for (const { path, value } of find(props, "admissionWhitelistPatterns[].namePattern")) {
      if (value === Unknown) unknown(path);
      else if (value !== undefined && !narrow.test(String(value))) violation(path, `is ${String(value)}`);
    }
  },
});
