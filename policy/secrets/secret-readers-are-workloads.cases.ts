import { type CaseResource, stackCases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./secret-readers-are-workloads";

const registry = "registry@example.iam.gserviceaccount.com";
const iam = "iam@example.iam.gserviceaccount.com";

function service(serviceAccount: Value, template: Props = {}, madeFrom: string[] = []): CaseResource {
  return {
    type: "gcp:cloudrunv2/service:Service",
    name: "registry/europe-west1",
    props: { template: { serviceAccount, ...template } },
    madeFrom: { template: madeFrom },
  };
}

const variable = (secret: Value): Props => ({
  containers: [{ envs: [{ name: "SALT", valueSource: { secretKeyRef: { secret, version: "1" } } }] }],
});
const file = (secret: Value): Props => ({ volumes: [{ name: "salt", secret: { secret, items: [{ version: "1" }] } }] });

function reads(member: Value, secretId: Value = "salt", madeFrom: Record<string, string[]> = {}): CaseResource {
  const role = "roles/secretmanager.secretAccessor";
  const type = "gcp:secretmanager/secretIamMember:SecretIamMember";
  return { type, name: "registry/read/salt", props: { secretId, role, member }, madeFrom };
}

const secret: CaseResource = { type: "gcp:secretmanager/secret:Secret", name: "salt", props: { secretId: "salt" } };
const account: CaseResource = {
  type: "gcp:serviceaccount/account:Account",
  name: "registry",
  props: { email: Unknown },
};
const at = ["member"];

export default stackCases(policy, {
  passing: [
    {
      title: "has it as a variable",
      stack: [reads(`serviceAccount:${registry}`), service(registry, variable("salt"))],
    },
    {
      title: "has it as a file, by its whole name",
      stack: [reads(`serviceAccount:${registry}`), service(registry, file("projects/318420971355/secrets/salt"))],
    },
    {
      title: "has it in one of two regions",
      stack: [reads(`serviceAccount:${registry}`), service(registry), service(registry, variable("salt"))],
    },
    {
      title: "has it in a job",
      stack: [
        reads(`serviceAccount:${registry}`, "projects/example/secrets/salt"),
        {
          type: "gcp:cloudrunv2/job:Job",
          name: "migrate",
          props: { template: { template: { serviceAccount: registry, ...variable("salt") } } },
        },
      ],
    },
    {
      title: "has it, with account and secret made in this run",
      stack: [
        account,
        secret,
        reads(Unknown, Unknown, { member: ["registry"], secretId: ["salt"] }),
        service(Unknown, variable("salt"), ["registry"]),
      ],
    },
    {
      title: "only adds versions",
      stack: [
        {
          ...reads(`serviceAccount:${iam}`),
          props: { role: "roles/secretmanager.secretVersionAdder", secretId: "salt", member: `serviceAccount:${iam}` },
        },
      ],
    },
    { title: "is a person, whom another policy refuses", stack: [reads("user:ada@example.dev")] },
  ],
  failing: [
    {
      title: "runs nothing in the stack",
      stack: [reads(`serviceAccount:${iam}`), service(registry, variable("salt"))],
      at,
    },
    { title: "does not name the secret", stack: [reads(`serviceAccount:${registry}`), service(registry)], at },
    {
      title: "names another secret",
      stack: [reads(`serviceAccount:${registry}`), service(registry, file("pepper"))],
      at,
    },
    {
      title: "runs nothing, of an account made in this run",
      stack: [account, secret, reads(Unknown, "salt", { member: ["registry"] }), service(registry, variable("salt"))],
      at,
    },
    {
      title: "does not name a secret made in this run",
      stack: [
        account,
        secret,
        reads(Unknown, Unknown, { member: ["registry"], secretId: ["salt"] }),
        service(Unknown, variable("pepper"), ["registry"]),
      ],
      at,
    },
    {
      title: "is one of several in a binding",
      stack: [
        {
          type: "gcp:secretmanager/secretIamBinding:SecretIamBinding",
          props: {
            secretId: "salt",
            role: "roles/secretmanager.secretAccessor",
            members: [`serviceAccount:${registry}`, `serviceAccount:${iam}`],
          },
        },
        service(registry, variable("salt")),
      ],
      at: ["members[1]"],
    },
  ],
  unknown: [
    {
      title: "takes the account from outside the stack",
      stack: [reads(Unknown), service(registry, variable("salt"))],
    },
    {
      title: "may run as a workload whose account is not known yet",
      stack: [reads(`serviceAccount:${registry}`), service(Unknown, variable("salt"))],
    },
    {
      title: "may name the secret, once its name is known",
      stack: [reads(`serviceAccount:${registry}`), service(registry, variable(Unknown))],
    },
  ],
  notApplicable: [{ title: "grants nothing", stack: [{ type: "gcp:storage/bucket:Bucket", props: {} }] }],
});
