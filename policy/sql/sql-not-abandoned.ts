import { policy } from "../policy";
import { judgeSetting } from "../settings";
import { instance } from "./instance";

/** Of instances only: PostgreSQL keeps users and databases that own something, so these may have to be abandoned. */
export default policy({
  name: "sql-not-abandoned",
  refuses: "an instance that is left behind when it is deleted here",
  because: "it runs on, is paid for and holds its data, and no program knows of it any more",
  fix: "leave deletionPolicy at DELETE, or set it to PREVENT; protection is what deletionProtection and protect are for",
  severity: "medium",
  applies: instance,
  check({ props }, report) {
    judgeSetting(props, { path: "deletionPolicy", allowed: ["DELETE", "PREVENT"] }, report);
  },
});
