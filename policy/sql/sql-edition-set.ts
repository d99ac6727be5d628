import { policy } from "../policy";
import { judgeSetting } from "../settings";
import { instance } from "./instance";

export default policy({
  name: "sql-edition-set",
  refuses: "a database whose edition is left to the cloud",
  because:
    "for PostgreSQL 16 and later that is Enterprise Plus, which costs more and has none of the small machines, and a new " +
    "major version can change it",
  fix: "set settings.edition to ENTERPRISE or ENTERPRISE_PLUS",
  severity: "medium",
  applies: instance,
  check({ props }, report) {
    judgeSetting(
      props,
      {
        path: "settings.edition",
        allowed: ["ENTERPRISE", "ENTERPRISE_PLUS"],
        omitted: "so the version decides (POSTGRES_16 and later: ENTERPRISE_PLUS)",
      },
      report,
    );
  },
});
