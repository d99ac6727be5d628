import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./no-grant-to-default-account";

const project = "gcp:projects/iAMMember:IAMMember";
const compute = "123456789012-compute@developer.gserviceaccount.com";
const appEngine = "example@appspot.gserviceaccount.com";

export default cases(policy, {
  passing: [
    {
      title: "grants to a workload's account",
      type: project,
      props: { role: "roles/viewer", member: "serviceAccount:registry@example.iam.gserviceaccount.com" },
    },
    {
      title: "grants to a service agent",
      type: "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember",
      props: { member: "serviceAccount:service-123456789012@compute-system.iam.gserviceaccount.com" },
    },
    {
      title: "lets a person read a dataset that mentions the account",
      type: "gcp:bigquery/dataset:Dataset",
      props: { description: `once written by ${compute}`, accesses: [{ userByEmail: "ada@example.dev" }] },
    },
  ],
  failing: [
    { title: "grants on a project", type: project, props: { member: `serviceAccount:${compute}` }, at: ["member"] },
    {
      title: "grants in capitals",
      type: project,
      props: { member: `serviceAccount:${compute.toUpperCase()}` },
      at: ["member"],
    },
    {
      title: "grants on a topic",
      type: "gcp:pubsub/topicIAMBinding:TopicIAMBinding",
      props: { members: ["user:ada@example.dev", `serviceAccount:${appEngine}`] },
      at: ["members[1]"],
    },
    {
      title: "grants in a whole policy, to two of them",
      type: "gcp:secretmanager/secretIamPolicy:SecretIamPolicy",
      props: {
        policyData: `{"bindings":[{"role":"roles/owner","members":["serviceAccount:${compute}","serviceAccount:${appEngine}"]}]}`,
      },
      at: ["policyData", "policyData"],
    },
    {
      title: "grants to the account of Google's APIs",
      type: "gcp:folder/iAMMember:IAMMember",
      props: { member: "serviceAccount:123456789012@cloudservices.gserviceaccount.com" },
      at: ["member"],
    },
    {
      title: "grants to the legacy build account",
      type: "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember",
      props: { member: "serviceAccount:123456789012@cloudbuild.gserviceaccount.com" },
      at: ["member"],
    },
    {
      title: "lets somebody act as it",
      type: "gcp:serviceaccount/iAMMember:IAMMember",
      props: { serviceAccountId: `projects/example/serviceAccounts/${compute}`, member: "user:ada@example.dev" },
      at: ["serviceAccountId"],
    },
    {
      title: "makes a key of it",
      type: "gcp:serviceaccount/key:Key",
      props: { serviceAccountId: compute },
      at: ["serviceAccountId"],
    },
    {
      title: "lets it read a dataset",
      type: "gcp:bigquery/dataset:Dataset",
      props: { accesses: [{ userByEmail: "ada@example.dev" }, { role: "READER", userByEmail: compute }] },
      at: ["accesses[1].userByEmail"],
    },
    {
      title: "puts it on a bucket's list",
      type: "gcp:storage/bucketACL:BucketACL",
      props: { roleEntities: [`OWNER:user-${appEngine}`] },
      at: ["roleEntities[0]"],
    },
    {
      title: "makes it a user of a database, where names lack the domain",
      type: "gcp:sql/user:User",
      props: { name: "123456789012-compute@developer", type: "CLOUD_IAM_SERVICE_ACCOUNT" },
      at: ["name"],
    },
  ],
  unknown: [
    { title: "grants to an account made in this run", type: project, props: { role: "roles/viewer", member: Unknown } },
    {
      title: "grants to a list made in this run",
      type: "gcp:pubsub/topicIAMBinding:TopicIAMBinding",
      props: { members: Unknown },
    },
  ],
  notApplicable: [
    {
      title: "takes rights away",
      type: "gcp:projects/iamMemberRemove:IamMemberRemove",
      props: { member: `serviceAccount:${compute}` },
    },
  ],
});
