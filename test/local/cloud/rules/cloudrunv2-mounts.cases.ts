/** Buckets that Cloud Run mounts as folders. */
import type { Inputs } from "@pulumi/pulumi";
import { type Declare, type Declared, job, type Program, project, type RuleCase, region, service } from "./kit";

const email = `ada-dev@${project}.iam.gserviceaccount.com`;
const image = "europe-docker.pkg.dev/example/images/a";

/** A container with a volume at each of the paths. */
const mounts = (readOnly: boolean, ...paths: string[]): Inputs => ({
  serviceAccount: email,
  containers: [{ image, volumeMounts: paths.map((mountPath, i) => ({ name: `v${i}`, mountPath })) }],
  volumes: paths.map((_, i) => ({ name: `v${i}`, gcs: { bucket: "models", readOnly } })),
});

const deploy: Readonly<Record<string, (declare: Declare, template: Inputs, dependsOn: Declared[]) => Declared>> = {
  service: (declare, template, dependsOn) =>
    declare("cloudrunv2/service:Service", "infer", service(template), { dependsOn }),
  pool: (declare, template, dependsOn) =>
    declare("cloudrunv2/workerPool:WorkerPool", "infer", service(template), { dependsOn }),
  job: (declare, template, dependsOn) => declare("cloudrunv2/job:Job", "infer", job(template), { dependsOn }),
};

interface Mounting {
  by?: keyof typeof deploy;
  /** On the bucket, of the account. */
  role?: string;
  readOnly?: boolean;
  at?: string[];
  template?: Inputs;
}

/** A workload that mounts a bucket, as an account with a role on it. */
const mounted =
  ({
    by = "service",
    role = "roles/storage.objectViewer",
    readOnly = true,
    at = ["/models"],
    template,
  }: Mounting): Program =>
  (declare) => {
    const account = declare("serviceaccount/account:Account", "ada", { accountId: "ada-dev" });
    const bucket = declare("storage/bucket:Bucket", "models", { name: "models", location: region });
    const granted = role
      ? [
          declare(
            "storage/bucketIAMMember:BucketIAMMember",
            "reads",
            { bucket: "models", role, member: `serviceAccount:${email}` },
            { dependsOn: [account, bucket] },
          ),
        ]
      : [];
    deploy[by]?.(declare, { ...mounts(readOnly, ...at), ...template }, [account, bucket, ...granted]);
  };

const objectUser = "roles/storage.objectUser";

export const cases: RuleCase[] = [
  ...["service", "pool"].map(
    (by): RuleCase => ({
      rule: "bucket-access",
      claim: `a ${by} whose account has no right on the bucket`,
      broken: mounted({ by, role: "" }),
      says: /volumes\[0\]\.gcs: mounting failed for ada-dev@.*Bad credentials for bucket "models": permission denied/,
      repaired: mounted({ by }),
    }),
  ),
  {
    rule: "bucket-access",
    claim: "a service whose account may write objects, and see none",
    broken: mounted({ role: "roles/storage.objectCreator", readOnly: false }),
    says: /Bad credentials for bucket "models": permission denied/,
    repaired: mounted({ role: objectUser, readOnly: false }),
  },
  {
    rule: "bucket-kept",
    claim: "a job whose account has no right on the bucket",
    broken: mounted({ by: "job", role: "" }),
    says: /its next instance does not start: ada-dev@\S+ may not read the bucket models/,
    repaired: mounted({ by: "job" }),
  },
  {
    rule: "bucket-kept",
    claim: "a folder to write in a bucket that the account may only read",
    broken: mounted({ readOnly: false }),
    says: /what it writes to its folder of the bucket models is refused: ada-dev@\S+ may only read that/,
    repaired: mounted({ role: objectUser, readOnly: false }),
  },
  {
    rule: "mount-generation",
    claim: "a bucket in the first generation",
    broken: mounted({ template: { executionEnvironment: "EXECUTION_ENVIRONMENT_GEN1" } }),
    says: /volumes\[0\]\.gcs: Cloud Storage volumes are not supported in the first generation/,
    repaired: mounted({ template: { executionEnvironment: "EXECUTION_ENVIRONMENT_GEN2" } }),
  },
  {
    rule: "mount-path",
    claim: "a folder without a root",
    broken: mounted({ at: ["models"] }),
    says: /containers\[0\]\.volume_mounts\[0\]\.mount_path: 'models' is not an absolute path/,
    repaired: mounted({}),
  },
  {
    rule: "mount-path",
    claim: "a job's folder among those of the system",
    broken: mounted({ by: "job", at: ["/proc/models"] }),
    says: /mount_path: '\/proc\/models' is not allowed/,
    repaired: mounted({ by: "job", at: ["/process/models"] }),
  },
  {
    rule: "mount-path",
    claim: "two volumes in one place",
    broken: mounted({ at: ["/models", "/models/"] }),
    says: /volume_mounts\[1\]\.mount_path: '\/models\/' is the mount path of two volumes/,
    repaired: mounted({ at: ["/models", "/models-old"] }),
  },
];
