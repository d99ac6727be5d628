import { cis, policy } from "../policy";
import { judgeSetting } from "../settings";

export default policy({
  name: "edge-requests-logged",
  refuses: "a load balancer that keeps no record of its requests",
  because: "an attack, or a mistake that answers everyone with an error, then leaves no trace outside of the services",
  fix: "set logConfig.enable to true; logConfig.sampleRate may be below 1",
  severity: "medium",
  frameworks: [cis("2.16", "Ensure Logging is enabled for HTTP(S) Load Balancer")],
  same: ["gcp-pac:compute-backend-service-require-logconfig"],
  applies: "gcp:compute/backendService:BackendService",
  check({ props }, report) {
    judgeSetting(
      props,
      { path: "logConfig.enable", allowed: [true], omitted: "which means that nothing is recorded" },
      report,
    );
  },
});
