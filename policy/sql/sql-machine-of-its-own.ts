import { policy } from "../policy";
import { at, Unknown } from "../values";
import { instance } from "./instance";

/** cloud.google.com/sql/docs/postgres/instance-settings#machine-type */
const shared = ["db-f1-micro", "db-g1-small"];

export default policy({
  name: "sql-machine-of-its-own",
  refuses: "a production database on a machine that it shares",
  because:
    "Cloud SQL promises no availability for it, a neighbour can slow it down, and the few connections that it takes are soon used up",
  fix: "set settings.tier to one with cores of its own, such as db-custom-2-7680",
  severity: "medium",
  applies: instance,
  check({ props }, { violation, unknown }) {
    const tier = at(props, "settings", "tier");
    if (tier === Unknown) unknown("settings.tier");
    else if (shared.includes(String(tier))) violation("settings.tier", `is ${String(tier)}, a shared core`);
  },
});
