/**
 * What another resource names cannot be deleted. Text: hashicorp/terraform-provider-google#20206 and
 * GoogleCloudPlatform/magic-modules#5991.
 */
import { Refusal } from "../errors";
import { holders } from "../references";
import type { Rule } from "../rule";
import type { WorldRecord } from "../world";

export class ResourceInUse extends Refusal {
  constructor({ id, type }: WorldRecord, holder: WorldRecord) {
    super(
      400,
      "resourceInUseByAnotherResource",
      `The ${noun(type)} resource '${id}' is already being used by '${holder.id}'`,
    );
  }
}

/** `gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup` → `network_endpoint_group` */
function noun(type: string): string {
  const words = (type.split(":").at(-1) as string).replace(/^URL/, "Url").replace(/^SSL/, "Ssl");
  return words
    .replace(/(?!^)[A-Z]/g, "_$&")
    .toLowerCase()
    .replace(/^(region|global)_/, "");
}

export const notInUse: Rule = {
  name: "compute-not-in-use",
  demands: "What another resource names is deleted after it.",
  answer: "400 resourceInUseByAnotherResource: The … resource '…' is already being used by '…'",
  sources: [
    "hashicorp/terraform-provider-google#20206",
    "GoogleCloudPlatform/magic-modules#5991",
    "no source was found that a private zone keeps its network",
  ],
  types: [
    "gcp:compute/backendBucket:BackendBucket",
    "gcp:compute/backendService:BackendService",
    "gcp:compute/globalAddress:GlobalAddress",
    "gcp:compute/network:Network",
    "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup",
    "gcp:compute/sSLPolicy:SSLPolicy",
    "gcp:compute/securityPolicy:SecurityPolicy",
    "gcp:compute/subnetwork:Subnetwork",
    "gcp:compute/targetHttpProxy:TargetHttpProxy",
    "gcp:compute/targetHttpsProxy:TargetHttpsProxy",
    "gcp:compute/uRLMap:URLMap",
  ],
  before: ["delete"],
  check({ world, existing }) {
    const [holder] = existing ? holders(world, existing) : [];
    if (existing && holder) throw new ResourceInUse(existing, holder);
  },
};
