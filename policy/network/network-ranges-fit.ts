import { policy, type Report } from "../policy";
import { isSet } from "../settings";
import { type Props, Unknown } from "../values";
import { isPrivate } from "./ranges";
import { subnet, takesMachines } from "./subnets";

const address = "gcp:compute/globalAddress:GlobalAddress";

/**
 * The smallest that Google recommends or takes, as the length of the prefix: for instances of Cloud Run
 * (cloud.google.com/run/docs/configuring/vpc-direct-vpc) and for a managed service in a region
 * (cloud.google.com/sql/docs/postgres/configure-private-services-access).
 */
const longest = { subnet: 26, services: 24 } as const;

export default policy({
  name: "network-ranges-fit",
  refuses: "a range of addresses that is too small for what is to stand in it, or that is somebody else's",
  because:
    "services then start no instance on the day that they are asked most, or what is theirs on the internet is never reached " +
    "again; and a range cannot be made another without replacing all that stands in it",
  fix: `take a private range: a prefix of /${longest.subnet} at most for a subnet, of /${longest.services} for managed services`,
  severity: "medium",
  applies: [address, subnet],
  check({ type, props }, report) {
    return type === subnet ? judgeSubnet(props, report) : judgeServices(props, report);
  },
});

function judgeSubnet(
  { purpose, ipCidrRange: range }: Props,
  { violation, unknown }: Report,
): "not applicable" | undefined {
  const takes = takesMachines(purpose);
  if (takes === false) return "not applicable";
  if (range === Unknown || (isSet(range) && takes === Unknown)) unknown("ipCidrRange");
  else if (isSet(range)) {
    const [start = "", prefix] = String(range).split("/");
    if (Number(prefix) > longest.subnet)
      violation("ipCidrRange", `is ${String(range)}, smaller than /${longest.subnet}`);
    if (!isPrivate(start)) violation("ipCidrRange", `is ${String(range)}, a range of the internet`);
  }
  return undefined;
}

function judgeServices({ purpose, address: start, prefixLength }: Props, { violation, unknown }: Report) {
  if (purpose === Unknown) unknown("purpose");
  if (purpose !== "VPC_PEERING") return purpose === Unknown ? undefined : ("not applicable" as const);
  if (prefixLength === Unknown) unknown("prefixLength");
  else if (isSet(prefixLength) && Number(prefixLength) > longest.services)
    violation("prefixLength", `is ${String(prefixLength)}, smaller than /${longest.services}`);
  if (start === Unknown) unknown("address");
  else if (isSet(start) && !isPrivate(String(start)))
    violation("address", `is ${String(start)}, an address of the internet`);
  return undefined;
}
