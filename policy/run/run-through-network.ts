import { policy } from "../policy";
import { at, find, Unknown } from "../values";
import { templates } from "./templates";

export default policy({
  name: "run-through-network",
  refuses: "a workload that is in no network",
  because:
    "internal services then refuse it, databases without a public address are out of its reach, and no flow log or " +
    "firewall sees what it sends",
  fix: "set vpcAccess.networkInterfaces to a subnet of its region, with egress PRIVATE_RANGES_ONLY or ALL_TRAFFIC",
  severity: "medium",
  applies: Object.keys(templates),
  check({ type, props }, { violation, unknown }) {
    for (const { path, value } of find(props, `${templates[type]}.vpcAccess`)) {
      const ways = [at(value, "networkInterfaces"), at(value, "connector")];
      if (ways.includes(Unknown)) unknown(path);
      else if (ways.every((way) => way === undefined || way === "")) violation(path, "names no subnet");
    }
  },
});
