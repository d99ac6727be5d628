/** The subnets that a workload has its addresses in: those that it names, and those that it finds by its network alone. */
import { withoutHost } from "../references";
import { textOf } from "../typed";
import type { World, WorldRecord } from "../world";
import { regionsOf } from "./regions";
import { interfacesOf, subnetsOf } from "./revision";

type Inputs = WorldRecord["inputs"];

/** `projects/p/global/networks/n` → `n` */
const lastOf = (text: unknown) => withoutHost(String(text)).split("/").at(-1);

/** Whether a workload is in this subnet by its network alone: the one that is called as the network is. */
export function findsSubnet(inputs: Inputs, { inputs: subnet }: WorldRecord): boolean {
  if (inputs.project !== subnet.project || !regionsOf(inputs).some((region) => region === subnet.region)) return false;
  return interfacesOf(inputs).some(
    ({ network, subnet: named }) =>
      named === undefined && lastOf(network) === subnet.name && lastOf(network) === lastOf(subnet.network),
  );
}

/** Whether a workload is in this subnet because it names it. */
export function namesSubnet(inputs: Inputs, { id, inputs: subnet }: WorldRecord): boolean {
  const isHere = inputs.project === subnet.project && regionsOf(inputs).some((region) => region === subnet.region);
  return subnetsOf(inputs).some((one) => withoutHost(one.subnet) === id || (isHere && one.subnet === subnet.name));
}

/** The networks that are named alone, and of which the program makes the subnets. */
export function bareNetworksOf(world: World, project: string, inputs: Inputs): { path: string; network: string }[] {
  return interfacesOf(inputs).flatMap(({ path, network, subnet }) => {
    const name = textOf(lastOf(network));
    if (subnet !== undefined || network === undefined || name === undefined) return [];
    const known = world.get("gcp:compute/network:Network", `projects/${project}/global/networks/${name}`);
    return known?.inputs.autoCreateSubnetworks === false ? [{ path, network: name }] : [];
  });
}
