import { policy } from "../policy";
import { judgeSetting } from "../settings";

export default policy({
  name: "secret-version-enabled",
  refuses: "a version of a secret that nobody can read",
  because: "Cloud Run starts no instance that is to have it, and the first to notice is whoever scales up",
  fix: "leave enabled out; what is to be read no more is taken out of the program, with its readers",
  severity: "medium",
  applies: [
    "gcp:secretmanager/regionalSecretVersion:RegionalSecretVersion",
    "gcp:secretmanager/secretVersion:SecretVersion",
  ],
  check({ props }, report) {
    judgeSetting(props, { path: "enabled", allowed: [true] }, report);
  },
});
