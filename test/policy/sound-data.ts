/**
 * Data and keys of a production environment as they should be, written by hand: no component has a part in it. The
 * policies hold it to be sound, in a preview that knows next to nothing and in an update that knows all.
 */
import * as cloudflare from "@pulumi/cloudflare";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";

const project = "registry-prod";
const region = "europe-west1";
const accountId = "0123456789abcdef0123456789abcdef";
const apis = ["compute", "iam", "run", "sqladmin", "cloudkms", "secretmanager", "servicenetworking"];

/** What more a test may make of it. */
export interface Sound {
  account: gcp.serviceaccount.Account;
  secret: gcp.secretmanager.Secret;
  keyRing: gcp.kms.KeyRing;
  made: pulumi.CustomResourceOptions;
}

export function soundData(): Sound {
  const google = new gcp.Provider("google", { project, region });
  const flare = new cloudflare.Provider("flare", {});
  const enabled = apis.map((name) => {
    const service = `${name}.googleapis.com`;
    return new gcp.projects.Service(service, { project, service, disableOnDestroy: false }, { provider: google });
  });
  const made = { provider: google, dependsOn: enabled };
  const kept = { ...made, protect: true };

  const account = new gcp.serviceaccount.Account("registry", { accountId: "run-registry", project }, made);
  const secret = makeSecret(account, made);
  const subnetwork = makeSubnet(makeDatabase(account, made, kept), kept);
  const keyRing = makeKeys(account, made, kept);
  makeBucket({ provider: flare });
  new gcp.cloudrunv2.Service(
    "registry",
    {
      name: "registry",
      project,
      location: region,
      ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY",
      template: {
        serviceAccount: account.email,
        scaling: { maxInstanceCount: 10 },
        vpcAccess: { egress: "PRIVATE_RANGES_ONLY", networkInterfaces: [{ subnetwork }] },
        containers: [
          {
            resources: { limits: { cpu: "1", memory: "512Mi" } },
            image: `europe-docker.pkg.dev/example/images/registry@sha256:${"0123456789abcdef".repeat(4)}`,
            envs: [
              { name: "LOG_LEVEL", value: "info" },
              {
                name: "SALT",
                valueSource: { secretKeyRef: { secret: secret.version.secret, version: secret.version.version } },
              },
            ],
          },
        ],
      },
    },
    { provider: google, dependsOn: [...enabled, secret.grant] },
  );
  return { account, secret: secret.secret, keyRing, made };
}

function makeSecret(account: gcp.serviceaccount.Account, made: pulumi.CustomResourceOptions) {
  const secret = new gcp.secretmanager.Secret(
    "salt",
    {
      secretId: "salt",
      project,
      replication: { userManaged: { replicas: [{ location: region }] } },
      deletionProtection: true,
    },
    made,
  );
  const version = new gcp.secretmanager.SecretVersion(
    "salt",
    { secret: secret.id, secretDataWo: pulumi.secret("example"), secretDataWoVersion: 7 },
    made,
  );
  const grant = new gcp.secretmanager.SecretIamMember(
    "registry/read/salt",
    { project, secretId: secret.secretId, role: "roles/secretmanager.secretAccessor", member: account.member },
    made,
  );
  return { secret, version, grant };
}

const logged = {
  "cloudsql.iam_authentication": "on",
  "cloudsql.enable_pgaudit": "on",
  log_connections: "on",
  log_disconnections: "on",
  log_lock_waits: "on",
  log_statement: "ddl",
  log_temp_files: "0",
};

function makeDatabase(
  account: gcp.serviceaccount.Account,
  made: pulumi.CustomResourceOptions,
  kept: pulumi.CustomResourceOptions,
): gcp.compute.Network {
  const network = new gcp.compute.Network(
    "main",
    { name: "main", project, autoCreateSubnetworks: false, deleteDefaultRoutesOnCreate: true },
    kept,
  );
  const range = new gcp.compute.GlobalAddress(
    "range",
    { name: "range", project, addressType: "INTERNAL", purpose: "VPC_PEERING", prefixLength: 16, network: network.id },
    made,
  );
  const connection = new gcp.servicenetworking.Connection(
    "connection",
    { network: network.id, service: "servicenetworking.googleapis.com", reservedPeeringRanges: [range.name] },
    kept,
  );
  const settings = {
    edition: "ENTERPRISE",
    tier: "db-custom-2-7680",
    connectorEnforcement: "REQUIRED",
    ipConfiguration: { ipv4Enabled: false, privateNetwork: network.id, sslMode: "ENCRYPTED_ONLY" },
    insightsConfig: { queryInsightsEnabled: true },
    databaseFlags: Object.entries(logged).map(([name, value]) => ({ name, value })),
  };
  const primary = new gcp.sql.DatabaseInstance(
    "catalog",
    {
      name: "catalog-0a1b",
      project,
      region,
      databaseVersion: "POSTGRES_17",
      settings: {
        ...settings,
        availabilityType: "REGIONAL",
        deletionProtectionEnabled: true,
        retainBackupsOnDelete: true,
        finalBackupConfig: { enabled: true, retentionDays: 30 },
        maintenanceWindow: { day: 7, hour: 3 },
        backupConfiguration: { enabled: true, pointInTimeRecoveryEnabled: true },
      },
    },
    { ...kept, dependsOn: [connection] },
  );
  new gcp.sql.DatabaseInstance(
    "catalog/us-east4",
    {
      name: "catalog-0a1b-us-east4",
      project,
      region: "us-east4",
      databaseVersion: "POSTGRES_17",
      masterInstanceName: primary.name,
      deletionProtection: false,
      settings,
    },
    { ...made, dependsOn: [connection] },
  );
  new gcp.sql.User(
    "registry/connect/catalog",
    {
      project,
      instance: primary.name,
      type: "CLOUD_IAM_SERVICE_ACCOUNT",
      name: account.email.apply((email) => email.replace(".gserviceaccount.com", "")),
    },
    made,
  );
  return network;
}

function makeSubnet({ id: network }: gcp.compute.Network, kept: pulumi.CustomResourceOptions): pulumi.Output<string> {
  const logConfig = { aggregationInterval: "INTERVAL_5_SEC", flowSampling: 0.1 };
  const ipCidrRange = "10.0.0.0/20";
  return new gcp.compute.Subnetwork(
    "subnet",
    { name: "main", project, region, network, ipCidrRange, privateIpGoogleAccess: true, logConfig },
    kept,
  ).id;
}

function makeKeys(
  account: gcp.serviceaccount.Account,
  made: pulumi.CustomResourceOptions,
  kept: pulumi.CustomResourceOptions,
): gcp.kms.KeyRing {
  const ring = new gcp.kms.KeyRing("main", { name: "main", project, location: region }, kept);
  const keyRing = ring.id;
  const versionTemplate = { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protectionLevel: "HSM" };
  new gcp.kms.CryptoKey("rows", { name: "rows-0a1b", keyRing, rotationPeriod: "7776000s", versionTemplate }, kept);
  const tokens = new gcp.kms.CryptoKey(
    "tokens",
    {
      name: "tokens-0a1b",
      keyRing,
      purpose: "ASYMMETRIC_SIGN",
      versionTemplate: { algorithm: "EC_SIGN_P256_SHA256", protectionLevel: "HSM" },
    },
    kept,
  );
  new gcp.kms.CryptoKeyIAMMember(
    "registry/sign/tokens",
    { cryptoKeyId: tokens.id, role: "roles/cloudkms.signer", member: account.member },
    made,
  );
  return ring;
}

function makeBucket(made: pulumi.CustomResourceOptions): void {
  const bucket = new cloudflare.R2Bucket("layers", { accountId, name: "layers" }, { ...made, protect: true });
  const bucketName = bucket.name;
  new cloudflare.R2BucketLifecycle(
    "layers",
    {
      accountId,
      bucketName,
      rules: [
        {
          id: "unfinished",
          enabled: true,
          conditions: { prefix: "" },
          abortMultipartUploadsTransition: { condition: { type: "Age", maxAge: 604800 } },
        },
      ],
    },
    made,
  );
  new cloudflare.R2BucketCors(
    "layers",
    { accountId, bucketName, rules: [{ allowed: { methods: ["GET"], origins: ["https://registry.example.dev"] } }] },
    made,
  );
  new cloudflare.AccountToken(
    "registry/read/layers",
    {
      accountId,
      name: "registry/read/layers",
      expiresOn: `${new Date(Date.now() + 180 * 24 * 60 * 60 * 1000).toISOString().slice(0, 19)}Z`,
      policies: [
        {
          effect: "allow",
          permissionGroups: [{ id: "6a018a9f2fc74eb6b293b0c548f38b39" }],
          resources: pulumi.jsonStringify({ [`com.cloudflare.edge.r2.bucket.${accountId}_default_layers`]: "*" }),
        },
      ],
    },
    made,
  );
}
