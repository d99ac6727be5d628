/** What the identity proxy let through for one person would be given to all. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { objectOf } from "../typed";

export class ProxiedAndCached extends Refusal {
  constructor() {
    super(400, "invalid", "Identity-Aware Proxy and Cloud CDN cannot be enabled on the same backend service.");
  }
}

export const proxiedNotCached: Rule = {
  name: "proxied-not-cached",
  demands: "A backend has the identity proxy or Cloud CDN, not both.",
  answer: "400 invalid: Identity-Aware Proxy and Cloud CDN cannot be enabled on the same backend service.",
  sources: ["https://cloud.google.com/iap/docs/enabling-cloud-run#known_limitations", "the words are ours"],
  types: ["gcp:compute/backendService:BackendService"],
  before: ["create", "update"],
  check({ inputs }) {
    if (inputs.enableCdn === true && objectOf(inputs.iap).enabled === true) throw new ProxiedAndCached();
  },
};
