import { cases } from "../cases";
import policy from "./run-current-api";

const of = { location: "europe-west1", metadata: { namespace: "example" } };

export default cases(policy, {
  passing: "the resource itself is what is refused",
  failing: [
    {
      title: "is a service of the older API",
      type: "gcp:cloudrun/service:Service",
      props: { ...of, template: { spec: { serviceAccountName: "run-registry@example.iam.gserviceaccount.com" } } },
      at: ["metadata"],
    },
    {
      title: "maps a domain past the load balancer",
      type: "gcp:cloudrun/domainMapping:DomainMapping",
      props: { ...of, name: "registry.example.dev", spec: { routeName: "registry" } },
      at: ["metadata"],
    },
  ],
  unknown: "what is refused is the resource, of which no value matters",
  notApplicable: [{ title: "is a service of the current one", type: "gcp:cloudrunv2/service:Service", props: {} }],
});
