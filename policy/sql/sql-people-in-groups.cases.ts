import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./sql-people-in-groups";

export default cases(policy, {
  passing: [
    { title: "is a group's", props: { name: "data@example.dev", instance: "catalog", type: "CLOUD_IAM_GROUP" } },
    {
      title: "is a workload's",
      props: { name: "run-a@example.iam", instance: "catalog", type: "CLOUD_IAM_SERVICE_ACCOUNT" },
    },
  ],
  failing: [
    {
      title: "is a colleague's who wants to look something up",
      props: { name: "ada@example.dev", instance: "catalog", type: "CLOUD_IAM_USER" },
      at: ["type"],
    },
  ],
  unknown: [{ title: "takes its type from a new resource", props: { name: "data@example.dev", type: Unknown } }],
});
