import type { PropertyMap } from "../../values";
import type { Behaviours, Subject } from "../behaviour";
import { digest } from "../template";
import type { WorldRecord } from "../world";
import { everywhere, regionsOf } from "./regions";
import { interfacesOf } from "./revision";
import { latestRevision, revisionsWith } from "./revisions";

export const behaviour: Behaviours = {
  "gcp:cloudrunv2/service:Service": {
    outputs(subject) {
      const { inputs, id, projectNumber } = subject;
      const regions = regionsOf(inputs);
      const known = regions.flatMap((region) => deterministic(`${inputs.name}-${projectNumber()}`, region));
      const older = `https://${inputs.name}-${digest(id).slice(0, 10)}-${shortRegion(regions[0] ?? "")}.a.run.app`;
      // Which of its addresses a service of several regions calls its own, no source was found to say.
      const uri = inputs.location === everywhere ? (known[0] ?? older) : older;
      const revision = latest(subject);
      return {
        ...ready(subject),
        uri,
        urls: [...new Set([...known, uri])],
        ingress: "INGRESS_TRAFFIC_ALL",
        launchStage: "GA",
        traffics: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
        trafficStatuses: [
          { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100, revision: "", tag: "", uri: "" },
        ],
        latestCreatedRevision: revision,
        latestReadyRevision: revision,
      };
    },
    revisions: revisionsWith,
    afterDelete,
  },
  "gcp:cloudrunv2/job:Job": {
    outputs: (subject) => ({ ...ready(subject), launchStage: "GA", executionCount: 0, latestCreatedExecutions: [] }),
    afterDelete,
  },
  "gcp:cloudrunv2/workerPool:WorkerPool": {
    outputs: (subject) => ({
      ...ready(subject),
      launchStage: "GA",
      latestCreatedRevision: latest(subject),
      latestReadyRevision: latest(subject),
    }),
    revisions: revisionsWith,
    afterDelete,
  },
};

/** Its subnets remember it for a while (`compute/subnet-released.rule.ts`). */
function afterDelete({ inputs }: WorldRecord) {
  return interfacesOf(inputs).length > 0 ? "remembered" : "nothing";
}

/** Comes first, and only where its first part fits a DNS label (cloud.google.com/run/docs/triggering/https-request). */
function deterministic(label: string, location: string): string[] {
  return label.length <= 63 ? [`https://${label}.${location}.run.app`] : [];
}

function latest({ id, revisions }: Subject): string {
  return `${id}/revisions/${latestRevision(revisions)}`;
}

function ready({ inputs }: Subject): PropertyMap {
  return {
    reconciling: false,
    conditions: [],
    terminalConditions: [{ type: "Ready", state: "CONDITION_SUCCEEDED" }],
    effectiveAnnotations: (inputs.annotations as PropertyMap | undefined) ?? {},
  };
}

/** `europe-west1` → `ew`, as in the older form of a service's address; not every region's letters are its initials. */
function shortRegion(location: string): string {
  const [area = "", place = ""] = location.split("-");
  return `${area[0] ?? ""}${place[0] ?? ""}`;
}
