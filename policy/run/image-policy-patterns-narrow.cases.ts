import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./image-policy-patterns-narrow";

const patterns = (...names: Value[]): Props => ({
  admissionWhitelistPatterns: names.map((namePattern) => ({ namePattern })),
  defaultAdmissionRule: { evaluationMode: "ALWAYS_DENY", enforcementMode: "ENFORCED_BLOCK_AND_AUDIT_LOG" },
});

export default cases(policy, {
  passing: [
    { title: "names a folder", props: patterns("europe-docker.pkg.dev/registry-shared/tools/**") },
    { title: "names a project's images", props: patterns("europe-docker.pkg.dev/registry-shared/*") },
    {
      title: "names an image",
      props: patterns(`europe-docker.pkg.dev/registry-shared/tools/psql@sha256:${"ab".repeat(32)}`),
    },
    { title: "exempts none", props: patterns() },
  ],
  failing: [
    {
      title: "means projects whose names only begin so",
      props: patterns("europe-docker.pkg.dev/registry-shared/tools/*", "europe-docker.pkg.dev/registry-shared**"),
      at: ["admissionWhitelistPatterns[1].namePattern"],
    },
    {
      title: "means a whole registry",
      props: patterns("europe-docker.pkg.dev/**"),
      at: ["admissionWhitelistPatterns[0].namePattern"],
    },
  ],
  unknown: [{ title: "takes it from a new resource", props: patterns(Unknown) }],
});
