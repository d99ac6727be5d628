import { policy } from "../policy";
import { isSet } from "../settings";
import { Unknown } from "../values";

export default policy({
  name: "secret-stays",
  refuses: "a secret that Secret Manager deletes by itself",
  because: "on a day that nobody remembers, whatever reads it does not start any more",
  fix: "leave ttl and expireTime out; a value is replaced by another version, and a secret goes when the program lets it go",
  severity: "high",
  applies: ["gcp:secretmanager/regionalSecret:RegionalSecret", "gcp:secretmanager/secret:Secret"],
  check({ props }, { violation, unknown }) {
    for (const property of ["ttl", "expireTime"]) {
      const value = props[property];
      if (value === Unknown) unknown(property);
      else if (isSet(value)) violation(property, `is ${String(value)}`);
    }
  },
});
