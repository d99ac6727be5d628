import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./sql-iam-users-only";

export default cases(policy, {
  passing: [
    {
      title: "is a workload's account",
      props: { name: "registry@example.iam", instance: "catalog", type: "CLOUD_IAM_SERVICE_ACCOUNT" },
    },
    {
      title: "is a group of people",
      props: { name: "data@example.dev", instance: "catalog", type: "CLOUD_IAM_GROUP" },
    },
  ],
  failing: [
    { title: "is built in by omission", props: { name: "registry", instance: "catalog" }, at: ["type"] },
    {
      title: "is built in and has a password",
      props: { name: "postgres", instance: "catalog", type: "BUILT_IN", password: "example" },
      at: ["type", "password"],
    },
    {
      title: "has a password that the state does not keep",
      props: { name: "ada@example.dev", instance: "catalog", type: "CLOUD_IAM_USER", passwordWo: "example" },
      at: ["passwordWo"],
    },
    {
      title: "is the administrator, as what it is not",
      props: { name: "postgres", instance: "catalog", type: "CLOUD_IAM_SERVICE_ACCOUNT" },
      at: ["name"],
    },
  ],
  unknown: [
    { title: "takes its type from a new resource", props: { name: "registry", instance: "catalog", type: Unknown } },
    {
      title: "may have a password made in this run",
      props: { name: "ada@example.dev", instance: "catalog", type: "CLOUD_IAM_USER", password: Unknown },
    },
  ],
});
