/** A route leads somewhere. */
import { Refusal } from "../errors";
import { withoutHost } from "../references";
import type { Rule } from "../rule";
import { textOf } from "../typed";

export class NoSuchGateway extends Refusal {
  constructor(gateway: string) {
    super(400, "invalid", `Invalid value for field 'resource.nextHopGateway': '${gateway}'. The URL is malformed.`);
  }
}

export const routeGateway: Rule = {
  name: "route-gateway",
  demands: "The only gateway to which a route can lead is default-internet-gateway.",
  answer: "400 invalid: no source of the answer was found, and the words are those of other malformed fields.",
  sources: ["https://cloud.google.com/compute/docs/reference/rest/v1/routes (nextHopGateway)"],
  types: ["gcp:compute/route:Route"],
  before: ["create"],
  check({ inputs }) {
    const gateway = textOf(inputs.nextHopGateway);
    if (gateway === undefined) return;
    if (withoutHost(gateway).split("/").at(-1) !== "default-internet-gateway") throw new NoSuchGateway(gateway);
  },
};
