import { type CaseResource, stackCases } from "../cases";
import { Unknown, type Value } from "../values";
import policy from "./no-acting-as-another";

const email = "run-registry@example.iam.gserviceaccount.com";
const push = "run-push@example.iam.gserviceaccount.com";
const over = (address: string) => `projects/example/serviceAccounts/${address}`;
const tokens = "roles/iam.serviceAccountTokenCreator";
const user = "roles/iam.serviceAccountUser";

const grant = (role: Value, member: Value, serviceAccountId: Value = over(push), madeFrom = {}): CaseResource => ({
  type: "gcp:serviceaccount/iAMMember:IAMMember",
  name: "act",
  props: { serviceAccountId, role, member },
  madeFrom,
});

const service = (serviceAccount: Value, madeFrom: string[] = []): CaseResource => ({
  type: "gcp:cloudrunv2/service:Service",
  name: "registry",
  props: { name: "registry", template: { serviceAccount } },
  madeFrom: { template: madeFrom },
});

const account = (name: string): CaseResource => ({
  type: "gcp:serviceaccount/account:Account",
  name,
  props: { email: Unknown },
});

export default stackCases(policy, {
  passing: [
    {
      title: "lets Pub/Sub push as an account",
      stack: [grant(tokens, "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com")],
    },
    {
      title: "lets an account sign as itself",
      stack: [service(email), grant(tokens, `serviceAccount:${email}`, over(email))],
    },
    {
      title: "lets an account sign as itself, made in this run",
      stack: [
        account("registry"),
        grant(tokens, Unknown, Unknown, { member: ["registry"], serviceAccountId: ["registry"] }),
      ],
    },
    {
      title: "lets a repository's build be an account",
      stack: [
        grant(
          "roles/iam.workloadIdentityUser",
          "principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github/attribute.repository_id/987654",
        ),
      ],
    },
    {
      title: "lets a deployer run something as an account",
      stack: [service(email), grant(user, "serviceAccount:deploy@example.iam.gserviceaccount.com")],
    },
    {
      title: "lets somebody look at an account",
      stack: [grant("roles/iam.serviceAccountViewer", "user:ada@example.dev")],
    },
  ],
  failing: [
    {
      title: "lets a workload make tokens of another",
      stack: [service(email), grant(tokens, `serviceAccount:${email}`)],
      at: ["member"],
    },
    {
      title: "lets a workload run something as another",
      stack: [service(email), grant(user, `serviceAccount:${email}`)],
      at: ["member"],
    },
    {
      title: "lets a workload be another, when both are made in this run",
      stack: [
        account("registry"),
        account("push"),
        service(Unknown, ["registry"]),
        grant(tokens, Unknown, Unknown, { member: ["registry"], serviceAccountId: ["push"] }),
      ],
      at: ["member"],
    },
    { title: "lets a person be a workload", stack: [grant(tokens, "user:ada@example.dev")], at: ["member"] },
    {
      title: "lets a group make keys",
      stack: [grant("roles/iam.serviceAccountKeyAdmin", "group:operators@example.dev")],
      at: ["member"],
    },
    {
      title: "lets two be an account, of whom one is Google's",
      stack: [
        {
          type: "gcp:serviceaccount/iAMBinding:IAMBinding",
          name: "act",
          props: {
            serviceAccountId: over(push),
            role: "roles/iam.serviceAccountOpenIdTokenCreator",
            members: [
              "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com",
              `serviceAccount:${email}`,
            ],
          },
        },
      ],
      at: ["members[1]"],
    },
  ],
  unknown: [
    { title: "takes the member from outside the stack", stack: [grant(tokens, Unknown)] },
    { title: "takes the account from outside the stack", stack: [grant(tokens, `serviceAccount:${email}`, Unknown)] },
    { title: "takes the role from a new resource", stack: [grant(Unknown, `serviceAccount:${email}`)] },
    {
      title: "lets somebody run something, who may be a workload",
      stack: [service(Unknown), grant(user, `serviceAccount:${email}`)],
    },
  ],
  notApplicable: [{ title: "grants nothing", stack: [{ type: "gcp:storage/bucket:Bucket", props: {} }] }],
});
