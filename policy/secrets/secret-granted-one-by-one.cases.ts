import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./secret-granted-one-by-one";

const type = "gcp:projects/iAMMember:IAMMember";
const role = "roles/secretmanager.secretAccessor";
const registry = "serviceAccount:registry@example.iam.gserviceaccount.com";

export default cases(policy, {
  passing: [
    { title: "gives another right", type, props: { role: "roles/cloudsql.client", member: registry } },
    { title: "lets somebody list secrets", type, props: { role: "roles/secretmanager.viewer", member: registry } },
  ],
  failing: [
    { title: "lets a workload read all", type, props: { role, member: registry }, at: ["member"] },
    { title: "lets a workload made in this run read all", type, props: { role, member: Unknown }, at: ["member"] },
    {
      title: "lets some of them, by a condition that no secret shows",
      type,
      props: { role, member: registry, condition: { title: "salt", expression: 'resource.name.endsWith("salt")' } },
      at: ["member"],
    },
    {
      title: "lets an administrator, in a folder",
      type: "gcp:folder/iAMBinding:IAMBinding",
      props: { role: "roles/secretmanager.admin", members: [registry, "user:ada@example.dev"] },
      at: ["members[0]", "members[1]"],
    },
    {
      title: "lets an owner, in a whole policy",
      type: "gcp:projects/iAMPolicy:IAMPolicy",
      props: { policyData: '{"bindings":[{"role":"roles/owner","members":["user:ada@example.dev"]}]}' },
      at: ["policyData"],
    },
  ],
  unknown: [
    { title: "takes the role from a new resource", type, props: { role: Unknown, member: registry } },
    {
      title: "takes the policy from a new resource",
      type: "gcp:projects/iAMPolicy:IAMPolicy",
      props: { policyData: Unknown },
    },
  ],
  notApplicable: [
    {
      title: "is a grant on one secret",
      type: "gcp:secretmanager/secretIamMember:SecretIamMember",
      props: { role, member: registry },
    },
  ],
});
