import { cases } from "../cases";

import policy from "./grants-stay";

export default cases(policy, {
  passing: "the types that it judges are what it refuses",
  failing: [
    {
      title: "sets who has a role",
      type: "gcp:projects/iAMBinding:IAMBinding",
      props: { role: "roles/cloudsql.client", members: [] },
      at: ["members"],
    },
    {
      title: "sets all rights",
      type: "gcp:projects/iAMPolicy:IAMPolicy",
      props: { policyData: "{}" },
      at: ["policyData"],
    },
  ],
  unknown: "the type alone decides",
});
