/** Resources by hand, as a state holds them. */
import { type Deployment, deploymentOf, type RawResource } from "../../review";

export const project = "registry-dev-ada";
export const region = "europe-west1";

type Values = Record<string, unknown>;

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev-ada::flotilla::${type}::${name}`;
}

export function resource(type: string, name: string, inputs: Values, more: Partial<RawResource> = {}): RawResource {
  return { urn: urnOf(type, name), type, custom: true, id: `${type}/${name}`, inputs, outputs: inputs, ...more };
}

export function database(settings: Values = {}, more: Partial<RawResource> = {}): RawResource {
  const inputs = {
    name: "catalog-1f2e",
    project,
    region,
    databaseVersion: "POSTGRES_17",
    settings: {
      tier: "db-f1-micro",
      edition: "ENTERPRISE",
      diskSize: 10,
      diskType: "PD_SSD",
      ipConfiguration: { ipv4Enabled: false },
      backupConfiguration: { enabled: true },
      ...settings,
    },
  };
  return resource("gcp:sql/databaseInstance:DatabaseInstance", "catalog", inputs, more);
}

const instances = `https://sqladmin.googleapis.com/v1/projects/${project}/instances`;

/** A job that stops the instance of `database()`. */
export function bedtime(httpTarget: Values = {}, inputs: Values = {}, more: Partial<RawResource> = {}): RawResource {
  const body = Buffer.from(JSON.stringify({ settings: { activationPolicy: "NEVER" } })).toString("base64");
  const target = { uri: `${instances}/catalog-1f2e`, httpMethod: "PATCH", body, ...httpTarget };
  const all = { name: "catalog-sleeps", region, schedule: "0 20 * * *", httpTarget: target, ...inputs };
  return resource("gcp:cloudscheduler/job:Job", "catalog/sleeps", all, more);
}

export function zone(name: string): RawResource {
  return resource("gcp:dns/managedZone:ManagedZone", name, { name, visibility: "private" });
}

export function key(name: string, inputs: Values = {}): RawResource {
  return resource("gcp:kms/cryptoKey:CryptoKey", name, { name, purpose: "ENCRYPT_DECRYPT", ...inputs });
}

export function keyVersion(name: string, of: RawResource, inputs: Values = {}): RawResource {
  return resource("gcp:kms/cryptoKeyVersion:CryptoKeyVersion", name, { cryptoKey: of.id, state: "ENABLED", ...inputs });
}

/** A secret with one version. */
export function secret(name: string, replication: Values = { auto: {} }, inputs: Values = {}): RawResource[] {
  const own = resource("gcp:secretmanager/secret:Secret", name, { secretId: name, replication, ...inputs });
  const version = { secret: own.id, secretData: { "4dabf18193072939515e22adb298388d": "sealed" }, enabled: true };
  return [own, resource("gcp:secretmanager/secretVersion:SecretVersion", name, version)];
}

export function bucket(name: string): RawResource {
  return resource("cloudflare:index/r2Bucket:R2Bucket", name, { accountId: "a1", name });
}

/** What a developer's environment has once it has data: the figures of the idle month are about this. */
export function developer({ keys = 3, secrets = 8 } = {}): Deployment {
  const upTo = (count: number) => Array.from({ length: count }, (_, i) => `${i}`);
  return deploymentOf([
    database(),
    bedtime(),
    zone("run-app"),
    zone("googleapis"),
    ...upTo(keys).map((nth) => key(`key-${nth}`)),
    ...upTo(secrets).flatMap((nth) => secret(`secret-${nth}`)),
    bucket("layers"),
  ]);
}
