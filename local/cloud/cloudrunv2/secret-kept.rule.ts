/** A secret, and the right to read it, can be taken away from what runs. */
import type { DefectRule } from "../rule";
import { workloads } from "./revision";
import { withheldSecrets } from "./withheld-secrets";

export const secretKept: DefectRule = {
  name: "secret-kept",
  demands: "What a workload reads from Secret Manager stays there, and its account keeps access to it.",
  answer:
    "The deletion, or the end of the grant, is accepted. What runs goes on; a variable is read when an instance starts, so " +
    "that the next one does not, and a file whenever it is opened.",
  sources: ["https://cloud.google.com/run/docs/configuring/services/secrets"],
  types: workloads,
  inspect({ inputs }, world) {
    const [first] = withheldSecrets(world, String(inputs.project), inputs);
    if (!first) return undefined;
    const { version, account, why } = first;
    if (why === "disabled")
      return `its next instance does not start: it reads ${version}, which is disabled; enable it, or name another`;
    if (why === "not there") return `its next instance does not start: it reads ${version}, which is gone; put it back`;
    return `its next instance does not start: ${account} may no longer read ${version}; grant it roles/secretmanager.secretAccessor`;
  },
};
