import { policy } from "../policy";
import { judgeSetting } from "../settings";
import { instance } from "./instance";

export default policy({
  name: "sql-disk-grows",
  refuses: "a database whose disk stays as small as it is",
  because: "one that is full stops taking writes, and without growth a smaller diskSize plans a replacement",
  fix: "leave settings.diskAutoresize at its default, true (diskAutoresizeLimit bounds what it may cost)",
  severity: "medium",
  applies: instance,
  check({ props }, report) {
    judgeSetting(props, { path: "settings.diskAutoresize", allowed: [true] }, report);
  },
});
