/** What a backend of serverless endpoint groups does not take: the service itself has a timeout, and no port or health check. */
import type { PropertyValue } from "../../values";
import { Refusal } from "../errors";
import { withoutHost } from "../references";
import type { Rule } from "../rule";
import { objectsOf, textOf } from "../typed";
import type { World } from "../world";

const group = "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup";

export class NotForServerless extends Refusal {
  constructor(text: string) {
    super(400, "invalid", text);
  }
}

const behind = "Serverless network endpoint group";

/** Input → the cloud's words for it. */
const refused: Readonly<Record<string, string>> = {
  healthChecks: `A backend service cannot have a healthcheck with ${behind} backends.`,
  timeoutSec: `Timeout sec is not supported for a backend service with ${behind}s.`,
  portName: `Port name is not supported for a backend service with ${behind}s.`,
};

export const serverlessBackend: Rule = {
  name: "serverless-backend",
  demands: "A backend of serverless endpoint groups has no health check, timeout or port name.",
  answer: `400 invalid: ${Object.values(refused).join(" / ")}`,
  sources: [
    "https://cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts#limitations",
    "the words: answers to public programs, found in comments of theirs",
  ],
  types: ["gcp:compute/backendService:BackendService"],
  before: ["create", "update"],
  check({ inputs, world }) {
    if (!objectsOf(inputs.backends).some((backend) => isServerless(world, backend.group))) return;
    for (const [input, text] of Object.entries(refused)) if (isSet(inputs[input])) throw new NotForServerless(text);
  },
};

const isSet = (value: PropertyValue | undefined) => value !== undefined && value !== null && value !== "";

function isServerless(world: World, named: PropertyValue | undefined): boolean {
  const found = world.get(group, withoutHost(textOf(named) ?? ""));
  return found !== undefined && (found.inputs.networkEndpointType ?? "SERVERLESS") === "SERVERLESS";
}
