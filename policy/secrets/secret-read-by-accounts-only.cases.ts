import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./secret-read-by-accounts-only";

const type = "gcp:secretmanager/secretIamMember:SecretIamMember";
const role = "roles/secretmanager.secretAccessor";
const registry = "serviceAccount:registry@example.iam.gserviceaccount.com";

export default cases(policy, {
  passing: [
    { title: "is read by a workload", type, props: { secretId: "salt", role, member: registry } },
    {
      title: "is set by a person",
      type,
      props: { secretId: "salt", role: "roles/secretmanager.secretVersionAdder", member: "user:ada@example.dev" },
    },
  ],
  failing: [
    { title: "is read by a person", type, props: { role, member: "user:ada@example.dev" }, at: ["member"] },
    { title: "is read by a group", type, props: { role, member: "group:everyone@example.dev" }, at: ["member"] },
    { title: "is read by a domain", type, props: { role, member: "domain:example.dev" }, at: ["member"] },
    { title: "is read by all", type, props: { role, member: "allUsers" }, at: ["member"] },
    {
      title: "is read by the project's editors",
      type,
      props: { role, member: "projectEditor:example" },
      at: ["member"],
    },
    {
      title: "is administered by a person, who then reads it too",
      type,
      props: { role: "roles/secretmanager.admin", member: "user:ada@example.dev" },
      at: ["member"],
    },
    {
      title: "gives a person a role that nobody sees into",
      type,
      props: { role: "projects/example/roles/support", member: "user:ada@example.dev" },
      at: ["member"],
    },
    {
      title: "is read by one person among accounts",
      type: "gcp:secretmanager/regionalSecretIamBinding:RegionalSecretIamBinding",
      props: { secretId: "salt", role, members: [registry, "user:ada@example.dev"] },
      at: ["members[1]"],
    },
  ],
  unknown: [
    { title: "is read by an account made in this run", type, props: { role, member: Unknown } },
    { title: "gives a person a role made in this run", type, props: { role: Unknown, member: "user:ada@example.dev" } },
  ],
  notApplicable: [
    { title: "is a project", type: "gcp:projects/iAMMember:IAMMember", props: { role, member: "allUsers" } },
  ],
});
