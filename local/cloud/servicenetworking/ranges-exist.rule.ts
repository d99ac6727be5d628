/** A connection lends ranges of a network to Google's services. */
import { OperationFailed } from "../errors";
import type { Rule } from "../rule";
import { textsOf } from "../typed";
import { connectionType, networkPath } from "./networks";

export class NoSuchRange extends OperationFailed {
  constructor(range: string) {
    super("Create Service Networking Connection", 9, `Allocated IP range '${range}' not found in network.`);
  }
}

export class NoRange extends OperationFailed {
  constructor() {
    super("Create Service Networking Connection", 3, "At least one allocated IP range is required.");
  }
}

export const rangesExist: Rule = {
  name: "peering-ranges-exist",
  demands: "The ranges that a connection lends have been allocated in its network, and there is one at least.",
  answer:
    "Error waiting for Create Service Networking Connection: Error code 9, message: Allocated IP range '…' not found in network.",
  sources: [
    "hashicorp/terraform-provider-google#11100",
    "no source was found of the answer to an empty list, and those words are ours",
  ],
  types: [connectionType],
  before: ["create", "update"],
  check({ inputs, project, world }) {
    const network = networkPath(project, String(inputs.network));
    if (!network.startsWith(`projects/${project}/`)) return; // another project's are not ours to tell
    const allocated = world
      .ofType("gcp:compute/globalAddress:GlobalAddress")
      .filter((address) => networkPath(project, String(address.inputs.network)) === network)
      .map((address) => address.inputs.name);
    const wanted = textsOf(inputs.reservedPeeringRanges);
    if (wanted.length === 0) throw new NoRange();
    const missing = wanted.find((range) => !allocated.includes(range));
    if (missing !== undefined) throw new NoSuchRange(missing);
  },
};
