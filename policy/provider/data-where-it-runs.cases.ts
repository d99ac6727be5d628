import { type CaseResource, stackCases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./data-where-it-runs";

const service = (location: Value): CaseResource => ({
  type: "gcp:cloudrunv2/service:Service",
  name: `registry/${String(location)}`,
  props: { location },
});
const runs = service("europe-west1");
const dataset = (location: Value): CaseResource => ({
  type: "gcp:bigquery/dataset:Dataset",
  name: "events",
  props: { location },
});
const of = (type: string, props: Props): CaseResource => ({ type: `gcp:${type}`, name: "of", props });

export default stackCases(policy, {
  passing: [
    { title: "keeps all where it runs", stack: [runs, service("us-east4"), dataset("us-east4")] },
    { title: "keeps it in several regions around", stack: [runs, dataset("EU")] },
    {
      title: "keeps it at home, where it runs nothing",
      stack: [
        { type: "pulumi:providers:gcp", name: "google", props: { region: "europe-west4" } },
        runs,
        dataset("europe-west4"),
      ],
    },
    {
      title: "keeps a copy elsewhere, for the day when the region is lost",
      stack: [runs, of("sql/databaseInstance:DatabaseInstance", { region: "us-east4", masterInstanceName: "catalog" })],
    },
    { title: "runs nothing at all", stack: [dataset("us-west1")] },
    {
      title: "leaves replicas and backups to Google",
      stack: [
        runs,
        of("secretmanager/secret:Secret", { replication: { auto: {} } }),
        of("sql/databaseInstance:DatabaseInstance", {
          region: "europe-west1",
          settings: { backupConfiguration: { enabled: true } },
        }),
      ],
    },
  ],
  failing: [
    { title: "copied an example with its location", stack: [runs, dataset("US")], at: ["location"] },
    { title: "keeps it in half of where it runs", stack: [runs, service("us-east4"), dataset("EU")], at: ["location"] },
    {
      title: "has its keys elsewhere",
      stack: [runs, of("kms/keyRing:KeyRing", { location: "us-west1" })],
      at: ["location"],
    },
    {
      title: "has a replica of a secret elsewhere",
      stack: [
        runs,
        of("secretmanager/secret:Secret", {
          replication: { userManaged: { replicas: [{ location: "europe-west1" }, { location: "us-west1" }] } },
        }),
      ],
      at: ["replication.userManaged.replicas[1].location"],
    },
    {
      title: "has a database and its backups elsewhere",
      stack: [
        runs,
        of("sql/databaseInstance:DatabaseInstance", {
          region: "us-west1",
          settings: { backupConfiguration: { location: "us" } },
        }),
      ],
      at: ["region", "settings.backupConfiguration.location"],
    },
    {
      title: "lets messages lie elsewhere",
      stack: [
        runs,
        of("pubsub/topic:Topic", {
          messageStoragePolicy: { allowedPersistenceRegions: ["europe-west1", "us-central1"] },
        }),
      ],
      at: ["messageStoragePolicy.allowedPersistenceRegions[1]"],
    },
    {
      title: "has a bucket elsewhere",
      stack: [runs, of("storage/bucket:Bucket", { location: "ASIA" })],
      at: ["location"],
    },
  ],
  unknown: [
    { title: "takes the location from a new resource", stack: [runs, dataset(Unknown)] },
    { title: "may run there", stack: [runs, service(Unknown), dataset("us-west1")] },
  ],
  notApplicable: [{ title: "is a grant", stack: [of("projects/iAMMember:IAMMember", {})] }],
});
