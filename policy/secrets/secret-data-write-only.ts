import { policy } from "../policy";
import { Unknown } from "../values";

/** Not of regional secrets: their versions have no write-only form. */
export default policy({
  name: "secret-data-write-only",
  refuses: "a secret's value that the provider reads back",
  because:
    "whoever runs a preview or refresh must then be able to read every secret, and each value passes through one more " +
    "machine and its logs",
  fix:
    "give the value as secretDataWo, with a secretDataWoVersion that changes with it, instead of secretData " +
    "(Flotilla's Secret does)",
  severity: "medium",
  applies: "gcp:secretmanager/secretVersion:SecretVersion",
  check({ props: { secretData } }, { violation, unknown }) {
    if (secretData === Unknown) unknown("secretData");
    else if (secretData !== undefined) violation("secretData", "is set");
  },
});
