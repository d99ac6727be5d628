/** The ranges of a network's subnets, and of what it lends to Google's services, do not overlap. */
import { BlockList, isIPv4 } from "node:net";
import type { PropertyMap } from "../../values";
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { networkPath } from "../servicenetworking/networks";
import { textOf } from "../typed";
import type { World } from "../world";

class InvalidRange extends Refusal {
  constructor(range: string, why: string) {
    super(400, "invalid", `Invalid value for field 'resource.ipCidrRange': '${range}'. ${why}`);
  }
}

export class RangesOverlap extends InvalidRange {
  constructor(range: string, { name, region }: PropertyMap) {
    const what = region === undefined ? `allocated range '${name}'` : `subnetwork '${name}' in region '${region}'`;
    super(range, `Invalid IPCidrRange: ${range} conflicts with existing ${what}.`);
  }
}

export class RangeTooSmall extends InvalidRange {
  constructor(range: string) {
    super(range, `Invalid IPCidrRange: ${range} has fewer than 8 addresses.`);
  }
}

const subnetwork = "gcp:compute/subnetwork:Subnetwork";
const address = "gcp:compute/globalAddress:GlobalAddress";
/** Four addresses of a subnet are Google's own. */
const longestPrefix = 29;

export const subnetRange: Rule = {
  name: "subnet-range",
  demands:
    "The range of a subnet has 8 addresses at least, and overlaps none of its network: neither another subnet's nor one " +
    "that Google's services use.",
  answer:
    "400 invalid: Invalid value for field 'resource.ipCidrRange': '…'. Invalid IPCidrRange: … conflicts with existing " +
    "subnetwork '…' in region '…'.",
  sources: [
    "terraform-google-modules/terraform-google-network#20",
    "tranquilitybase-io/tb-gcp#160",
    "https://cloud.google.com/vpc/docs/subnets#valid-ranges (/29 is the smallest; the words are ours)",
  ],
  types: [subnetwork],
  before: ["create", "update"],
  check({ id, inputs, project, world }) {
    const range = textOf(inputs.ipCidrRange);
    if (range === undefined || !isIPv4(range.split("/")[0] ?? "")) return;
    if (Number(range.split("/")[1]) > longestPrefix) throw new RangeTooSmall(range);
    const network = networkPath(project, String(inputs.network));
    const other = rangesOf(world, network).find((one) => one.id !== id && overlap(range, one.range));
    if (other) throw new RangesOverlap(range, other.inputs);
  },
};

/** What of a network is given away already. */
function rangesOf(world: World, network: string): { id: string; range: string; inputs: PropertyMap }[] {
  return [...world.ofType(subnetwork), ...world.ofType(address)].flatMap(({ id, inputs }) => {
    const home = networkPath(String(inputs.project), String(inputs.network));
    const allocated = inputs.prefixLength === undefined ? undefined : `${inputs.address}/${inputs.prefixLength}`;
    const range = textOf(inputs.ipCidrRange) ?? allocated;
    return home === network && range !== undefined && isIPv4(range.split("/")[0] ?? "") ? [{ id, range, inputs }] : [];
  });
}

/** One of two ranges that overlap holds the other's first address. */
function overlap(one: string, other: string): boolean {
  return holds(one, other) || holds(other, one);
}

function holds(range: string, other: string): boolean {
  const [net = "", length] = range.split("/");
  const list = new BlockList();
  list.addSubnet(net, Number(length));
  return list.check(other.split("/")[0] ?? "");
}
