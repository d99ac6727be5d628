/** The first generation has no file systems of a network. No source for the words was found: they are ours. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { bucketsOf, revisionOf } from "./revision";

export class MountNeedsSecondGeneration extends Refusal {
  constructor(path: string) {
    super(
      400,
      "badRequest",
      `${path}: Cloud Storage volumes are not supported in the first generation execution environment.`,
    );
  }
}

export const mountGeneration: Rule = {
  name: "mount-generation",
  demands: "A service that mounts a bucket runs in the second generation of the execution environment.",
  answer: "400 badRequest",
  sources: [
    "https://cloud.google.com/run/docs/about-execution-environments",
    "GoogleCloudPlatform/cloud-foundation-fabric#2686",
    "no source found for the answer: the words are ours",
  ],
  types: ["gcp:cloudrunv2/service:Service"],
  before: ["create", "update"],
  check({ inputs }) {
    const [first] = bucketsOf(inputs);
    if (first && revisionOf(inputs).executionEnvironment === "EXECUTION_ENVIRONMENT_GEN1")
      throw new MountNeedsSecondGeneration(first.path);
  },
};
