import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./federation-narrow";

export default cases(policy, {
  passing: [
    {
      title: "is for one workflow",
      type: "gcp:serviceaccount/iAMMember:IAMMember",
      props: {
        role: "r",
        member:
          "principalSet://iam.googleapis.com/projects/755489226627/locations/global/workloadIdentityPools/github/attribute.workflow/deploy",
      },
    },
  ],
  failing: [
    {
      title: "is for every repository of an owner",
      type: "gcp:serviceaccount/iAMMember:IAMMember",
      props: {
        role: "r",
        member:
          "principalSet://iam.googleapis.com/projects/755489226627/locations/global/workloadIdentityPools/github/attribute.repository_owner/example",
      },
      at: ["member"],
    },
    {
      title: "is for the whole pool",
      type: "gcp:serviceaccount/iAMMember:IAMMember",
      props: {
        role: "r",
        member:
          "principalSet://iam.googleapis.com/projects/755489226627/locations/global/workloadIdentityPools/github/*",
      },
      at: ["member"],
    },
  ],
  unknown: [
    {
      title: "is for a pool that is made with it",
      type: "gcp:serviceaccount/iAMMember:IAMMember",
      props: { role: "r", member: Unknown },
    },
  ],
});
