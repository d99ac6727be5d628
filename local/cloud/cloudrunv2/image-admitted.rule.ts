/**
 * A revision is not ready while the project's policy refuses an image of it. Of a job that is asked when it is run, so one
 * with such an image can be made and not run. There are no attestations here: a policy that asks for some is taken to find
 * them, and what no attestation could help is all that is refused.
 */
import { refusesAlways } from "../binaryauthorization/policy";
import type { Rule } from "../rule";
import { objectOf, textOf } from "../typed";
import { containersOf, workloads } from "./revision";
import { RevisionNotReady } from "./secret-access.rule";

export const imageAdmitted: Rule = {
  name: "image-admitted",
  demands:
    "Where a workload asks the project's policy for images, and that refuses all images but those of its patterns, each of " +
    "its images matches one. Attestations are not looked for: nobody makes any here.",
  answer: "The service is not ready: Container image '…' is not authorized by policy.",
  sources: [
    "https://cloud.google.com/binary-authorization/docs/run/overview",
    "https://cloud.google.com/run/docs/reference/rest/v2/Condition (CONTAINER_IMAGE_UNAUTHORIZED)",
  ],
  types: workloads,
  before: ["create", "update"],
  check(request) {
    const { inputs, type, project, world } = request;
    const { useDefault, breakglassJustification } = objectOf(inputs.binaryAuthorization);
    const isRun = !type.token.endsWith(":Job") || textOf(inputs.runExecutionToken ?? inputs.startExecutionToken);
    if (useDefault !== true || textOf(breakglassJustification) !== undefined || !isRun) return;
    const reasons = containersOf(inputs).flatMap(({ path, container }) =>
      refusesAlways(world, project, String(container.image))
        ? `${path}: Container image '${String(container.image)}' is not authorized by policy.`
        : [],
    );
    if (reasons.length > 0) throw new RevisionNotReady(request, reasons);
  },
};
