import { policy } from "../policy";
import { judgeSetting } from "../settings";

export default policy({
  name: "sql-queries-seen",
  refuses: "a database that cannot tell which query is slow",
  because: "the first slow day is then spent on switching it on, and what happened before is not known",
  fix: "set settings.insightsConfig.queryInsightsEnabled to true",
  severity: "low",
  applies: "gcp:sql/databaseInstance:DatabaseInstance",
  check({ props }, report) {
    judgeSetting(
      props,
      { path: "settings.insightsConfig.queryInsightsEnabled", allowed: [true], omitted: "which means false" },
      report,
    );
  },
});
