/** A balancer passes requests on to a backend service that has nobody behind it. */
import { holders } from "../references";
import type { DefectRule } from "../rule";
import { objectsOf } from "../typed";

export const backendAnswers: DefectRule = {
  name: "backend-answers",
  demands: "A backend service to which a URL map leads has a backend.",
  answer: "Accepted. The balancer answers every request with 502 or 503.",
  sources: [
    "https://cloud.google.com/load-balancing/docs/https/troubleshooting-ext-https-lbs",
    "no source was looked up for which of the two it is",
  ],
  types: ["gcp:compute/backendService:BackendService"],
  inspect(service, world) {
    if (objectsOf(service.inputs.backends).length > 0 || holders(world, service).length === 0) return undefined;
    return "a balancer finds nobody behind it: it has no backends; give it an endpoint group, or take its routes away";
  },
};
