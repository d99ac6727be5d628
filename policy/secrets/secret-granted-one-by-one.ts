import { grantsIn } from "../identity/bindings";
import { isWide } from "../identity/wide-grants";
import { policy } from "../policy";
import { Unknown } from "../values";
import { readsEverySecret } from "./roles";

export default policy({
  name: "secret-granted-one-by-one",
  refuses: "a right to read every secret of a project, folder or organisation",
  because: "it takes in the secrets that are yet to be made, and no secret's own policy shows it",
  fix: "grant roles/secretmanager.secretAccessor on the one secret (Flotilla: can: [secret.read()])",
  severity: "high",
  applies: isWide,
  check({ props }, { violation, unknown }) {
    for (const { role, member, path } of grantsIn(props)) {
      if (role === Unknown) unknown(path === "policyData" ? path : "role");
      else if (readsEverySecret(String(role)))
        violation(path, `gives ${member === Unknown ? "an account" : String(member)} ${String(role)}`);
    }
  },
});
