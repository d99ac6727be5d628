import { checksInto, type Mistake } from "../refuse";
import type { Place } from "./routing";
import type { Workload } from "./workload";

const egresses = ["private", "internet"] as const;
export type Egress = (typeof egresses)[number];

/** What a workload reaches outside its network. */
export interface EgressArgs {
  /**
   * Where what it sends may go. `"private"`: to Google's APIs and to what stands in the environment's network; there is no
   * other way out of that. `"internet"`: anywhere, straight from Cloud Run, from addresses that are nobody's own.
   * @default "private", or "internet" where something that it can do is done outside, as reading a bucket of R2 is
   */
  egress?: Egress;
}

/**
 * The way into the network. Either way the private ranges lead there, which hold the addresses of run.app, Google's APIs and
 * databases; all other addresses lead there too where egress is private, and the network has no route to them.
 */
export function networkOf(
  { environment: { foundation }, binding }: Workload,
  location: Place["location"],
  { egress }: EgressArgs,
) {
  const network = foundation.network.id;
  return {
    egress:
      (egress ?? (binding.isOutside ? "internet" : "private")) === "private" ? "ALL_TRAFFIC" : "PRIVATE_RANGES_ONLY",
    // Of all regions at once no subnet is named: Cloud Run takes the one that has the network's own name
    // (googleapis/googleapis google/cloud/run/v2/vendor_settings.proto, NetworkInterface).
    networkInterfaces: [location === "global" ? { network } : { network, subnetwork: foundation.subnet(location) }],
  };
}

export function egressMistakes({ egress = "private" }: EgressArgs): Mistake[] {
  const mistakes: Mistake[] = [];
  const reason = `${JSON.stringify(egress)} is neither "private" nor "internet"`;
  checksInto(mistakes)(egresses.includes(egress), "egress", reason);
  return mistakes;
}
