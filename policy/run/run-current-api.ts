import { policy } from "../policy";

/** What the older API makes, and where it is made today. */
const older: Readonly<Record<string, string>> = {
  "gcp:cloudrun/domainMapping:DomainMapping": "it leads a name of the world's past the load balancer and its firewall",
  "gcp:cloudrun/service:Service": "its ingress, network and identity are annotations, which no rule of this pack reads",
};

export default policy({
  name: "run-current-api",
  refuses: "a service or a domain of the older API of Cloud Run",
  because: "what protects a service is said there in free text, or goes around what protects it",
  fix: "use gcp.cloudrunv2.Service, behind the load balancer where the world is to reach it (Flotilla: Service and Edge)",
  severity: "high",
  applies: Object.keys(older),
  check({ type }, { violation }) {
    violation("metadata", `is of the older API: ${older[type]}`);
  },
});
