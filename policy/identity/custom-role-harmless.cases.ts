import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./custom-role-harmless";

export default cases(policy, {
  passing: [
    {
      title: "writes metrics",
      type: "gcp:projects/iAMCustomRole:IAMCustomRole",
      props: { permissions: ["monitoring.timeSeries.create"] },
    },
  ],
  failing: [
    {
      title: "may set who may",
      type: "gcp:projects/iAMCustomRole:IAMCustomRole",
      props: { permissions: ["run.services.get", "run.services.setIamPolicy"] },
      at: ["permissions[1]"],
    },
    {
      title: "may act as accounts",
      type: "gcp:projects/iAMCustomRole:IAMCustomRole",
      props: { permissions: ["iam.serviceAccounts.actAs"] },
      at: ["permissions[0]"],
    },
  ],
  unknown: [
    {
      title: "takes a permission from elsewhere",
      type: "gcp:projects/iAMCustomRole:IAMCustomRole",
      props: { permissions: [Unknown] },
    },
  ],
});
