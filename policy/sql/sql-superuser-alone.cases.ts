import { type CaseResource, stackCases } from "../cases";
import { Unknown, type Value } from "../values";
import policy from "./sql-superuser-alone";

const email = "run-registry@example.iam.gserviceaccount.com";

const service = (serviceAccount: Value, madeFrom: string[] = []): CaseResource => ({
  type: "gcp:cloudrunv2/service:Service",
  name: "registry",
  props: { template: { serviceAccount } },
  madeFrom: { template: madeFrom },
});
const login = (
  databaseRoles: Value,
  name: Value = "run-registry@example.iam",
  madeFrom: string[] = [],
): CaseResource => ({
  type: "gcp:sql/user:User",
  name: "login",
  props: { instance: "catalog", type: "CLOUD_IAM_SERVICE_ACCOUNT", name, databaseRoles },
  madeFrom: { name: madeFrom },
});
const account: CaseResource = {
  type: "gcp:serviceaccount/account:Account",
  name: "account",
  props: { email: Unknown },
};
const at = ["databaseRoles[0]"];

export default stackCases(policy, {
  passing: [
    { title: "reads", stack: [service(email), login(["catalog_readonly"])] },
    {
      title: "has one for each of two instances",
      stack: [
        login(["cloudsqlsuperuser"], "run-catalog-roles@example.iam"),
        {
          type: "gcp:sql/user:User",
          name: "other",
          props: { instance: "audit", name: "run-audit-roles@example.iam", databaseRoles: ["cloudsqlsuperuser"] },
        },
      ],
    },
    {
      title: "has a job that makes the roles",
      stack: [service(email), login(["cloudsqlsuperuser"], "run-catalog-roles@example.iam")],
    },
  ],
  failing: [
    { title: "was refused a table, and no more", stack: [service(email), login(["cloudsqlsuperuser"])], at },
    {
      title: "is made in this run",
      stack: [account, service(Unknown, ["account"]), login(["cloudsqlsuperuser"], Unknown, ["account"])],
      at,
    },
    {
      title: "gives a migration what the job that makes the roles has",
      stack: [
        login(["cloudsqlsuperuser"], "run-catalog-roles@example.iam"),
        { ...login(["cloudsqlsuperuser"], "run-catalog-migrations@example.iam"), name: "migrations" },
      ],
      at,
    },
  ],
  unknown: [
    {
      title: "has two, of instances that are not known",
      stack: [
        login(["cloudsqlsuperuser"], "run-catalog-roles@example.iam"),
        {
          type: "gcp:sql/user:User",
          name: "other",
          props: { instance: Unknown, name: "run-audit-roles@example.iam", databaseRoles: ["cloudsqlsuperuser"] },
        },
      ],
    },
    { title: "takes its roles from a new resource", stack: [service(email), login([Unknown])] },
    { title: "has an account that is not known", stack: [service(Unknown), login(["cloudsqlsuperuser"])] },
    { title: "has a login that is not known", stack: [service(email), login(["cloudsqlsuperuser"], Unknown)] },
  ],
  notApplicable: [{ title: "is a bucket", stack: [{ type: "gcp:storage/bucket:Bucket", props: {} }] }],
});
