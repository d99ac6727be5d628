import { cis, policy } from "../policy";

export default policy({
  name: "no-api-key",
  refuses: "an API key",
  because:
    "it names no caller, never ends, and works for whoever reads it in a page, a log or a repository, at the project's cost",
  fix: "call as the workload's account: every API that the platform uses takes its token",
  severity: "high",
  frameworks: [
    cis("1.12", "Ensure API Keys Only Exist for Active Services"),
    cis("1.13", "Ensure API Keys Are Restricted To Use by Only Specified Hosts and Apps"),
    cis("1.14", "Ensure API Keys Are Restricted to Only APIs That Application Needs Access"),
  ],
  same: [
    "gcp-pac:projects-apikey-require-restrictions",
    "gcp-pac:projects-apikey-require-source-restrictions",
    "gcp-pac:projects-apikey-require-target-restrictions",
  ],
  applies: "gcp:projects/apiKey:ApiKey",
  check(_, { violation }) {
    violation("name", "is the name of an API key");
  },
});
