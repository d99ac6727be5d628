import { type CaseResource, stackCases } from "../cases";
import { Unknown, type Value } from "../values";
import policy from "./custom-role-on-the-resource";

const name = "projects/example/roles/reader";
const role = (permissions: Value, more: { name?: Value } = {}): CaseResource => ({
  type: "gcp:projects/iAMCustomRole:IAMCustomRole",
  name: "reader",
  props: { name, permissions, ...more },
});
const onProject = (given: Value = name): CaseResource => ({
  type: "gcp:projects/iAMMember:IAMMember",
  name: "grant",
  props: { project: "example", role: given, member: "serviceAccount:run-registry@example.iam.gserviceaccount.com" },
  madeFrom: { role: ["reader"] },
});
const withCondition = (expression: Value): CaseResource => {
  const grant = onProject();
  return { ...grant, props: { ...grant.props, condition: { title: "only catalog", expression } } };
};
const reads = ["secretmanager.versions.access"];

export default stackCases(policy, {
  passing: [
    {
      title: "may only observe itself",
      stack: [role(["cloudtrace.traces.patch", "monitoring.timeSeries.create"]), onProject()],
    },
    {
      title: "reads one secret",
      stack: [
        role(reads),
        {
          type: "gcp:secretmanager/secretIamMember:SecretIamMember",
          name: "grant",
          props: {
            secretId: "salt",
            role: name,
            member: "serviceAccount:run-registry@example.iam.gserviceaccount.com",
          },
        },
      ],
    },
    {
      title: "changes one instance, by a condition",
      stack: [
        role(["cloudsql.instances.update"]),
        withCondition('resource.name == "projects/example/instances/catalog"'),
      ],
    },
    { title: "has a role of Google's", stack: [role(reads), { ...onProject("roles/cloudtrace.agent"), madeFrom: {} }] },
  ],
  failing: [
    { title: "reads every secret", stack: [role(reads), onProject()], at: ["member"] },
    {
      title: "calls every service, by a role that is made in this run",
      stack: [role(["run.services.get", "run.routes.invoke"], { name: Unknown }), onProject(Unknown)],
      at: ["member"],
    },
    { title: "changes every instance", stack: [role(["cloudsql.instances.update"]), onProject()], at: ["member"] },
    {
      title: "changes every instance by a condition that always holds",
      stack: [role(["cloudsql.instances.update"]), withCondition("true")],
      at: ["member"],
    },
    {
      title: "signs with every key, for a list of members",
      stack: [
        role(["cloudkms.cryptoKeyVersions.useToSign"]),
        {
          type: "gcp:projects/iAMBinding:IAMBinding",
          name: "grant",
          props: {
            project: "example",
            role: name,
            members: ["serviceAccount:run-tokens@example.iam.gserviceaccount.com"],
          },
        },
      ],
      at: ["members[0]"],
    },
  ],
  unknown: [
    {
      title: "is for an instance that is made with it",
      stack: [role(["cloudsql.instances.update"]), withCondition(Unknown)],
    },
    { title: "has a role that is not known yet", stack: [{ ...onProject(Unknown), madeFrom: {} }] },
    { title: "takes a permission from elsewhere", stack: [role([Unknown]), onProject()] },
  ],
});
