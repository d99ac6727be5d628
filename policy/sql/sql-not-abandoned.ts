import { policy } from "../policy";
import { judgeSetting } from "../settings";
import { instance } from "./instance";

export default policy({
  name: "sql-not-abandoned",
  refuses: "an instance, a database or a login that is left behind when it is deleted here",
  because:
    "it goes on: an instance is paid for, a database keeps its rows and a login still logs in, and no program knows of it any more",
  fix:
    "leave deletionPolicy at DELETE, or set it to PREVENT; a login that owns nothing can be deleted, so let a role own what " +
    "there is (Flotilla's logins are members of one)",
  severity: "medium",
  applies: [instance, "gcp:sql/database:Database", "gcp:sql/user:User"],
  check({ props }, report) {
    judgeSetting(props, { path: "deletionPolicy", allowed: ["DELETE", "PREVENT"] }, report);
  },
});
