/** A revision that is named carries its service's name. No source for the words was found: they are ours. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { namedRevision } from "./revisions";

export class RevisionNameInvalid extends Refusal {
  constructor(revision: string, service: string) {
    super(
      400,
      "badRequest",
      `template.revision: '${revision}' must be '${service}-' and lower-case letters, digits and inner dashes, 63 characters at most.`,
    );
  }
}

export const revisionName: Rule = {
  name: "revision-name",
  demands: "A revision is called by its service's name, a dash and more, as a DNS label is.",
  answer: "400 badRequest",
  sources: [
    "https://cloud.google.com/run/docs/deploying#revision-name",
    "no source found for the answer: the words are ours",
  ],
  types: ["gcp:cloudrunv2/service:Service", "gcp:cloudrunv2/workerPool:WorkerPool"],
  before: ["create", "update"],
  check({ inputs }) {
    const revision = namedRevision(inputs);
    const service = String(inputs.name);
    if (revision === undefined) return;
    const isFit = revision.length <= 63 && /^[a-z][-a-z0-9]*[a-z0-9]$/.test(revision);
    if (!isFit || !revision.startsWith(`${service}-`)) throw new RevisionNameInvalid(revision, service);
  },
};
