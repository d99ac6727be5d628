import { grantsIn } from "../identity/bindings";
import { policy } from "../policy";
import { Unknown } from "../values";
import { onASecret, readsTheSecret } from "./roles";

/** A person who adds a version (secretVersionAdder) need not be able to read one. */
export default policy({
  name: "secret-read-by-accounts-only",
  refuses: "a secret that people, groups or everyone may read",
  because: "what a person has read is copied, and nobody can tell where to",
  fix:
    "grant roles/secretmanager.secretAccessor to the service account of the workload that needs it; to a person who sets " +
    "the value grant roles/secretmanager.secretVersionAdder",
  severity: "high",
  same: ["trivy:GCP-0003"],
  applies: (type) => onASecret.test(type),
  check({ props }, { violation, unknown }) {
    for (const { role, member, path } of grantsIn(props)) {
      if (role !== Unknown && !readsTheSecret(String(role))) continue;
      if (member === Unknown) unknown(path);
      else if (String(member).startsWith("serviceAccount:")) continue;
      else if (role === Unknown) unknown("role");
      else violation(path, `grants ${String(role)} to ${String(member)}, no service account`);
    }
  },
});
