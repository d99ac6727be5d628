import assert from "node:assert/strict";
import {
  Bucket,
  type BucketArgs,
  Database,
  type DatabaseArgs,
  EncryptionKey,
  type EncryptionKeyArgs,
  type EnvironmentArgs,
  Service,
  SigningKey,
  type SigningKeyArgs,
} from "../../components";
import { type ResourceType, resourceType } from "../../local/cloud/catalogue";
import { fillDefaults } from "../../local/cloud/defaults";
import { diffResource } from "../../local/cloud/diff";
import type { PropertyMap } from "../../local/values";
import { type Declared, declareIn, image, production } from "../support/declare";
import { images } from "./database/declare-database";

/** What holds data or keys that nothing else has. */
const stateful = [
  "cloudflare:index/r2Bucket:R2Bucket",
  "gcp:kms/cryptoKey:CryptoKey",
  "gcp:kms/cryptoKeyVersion:CryptoKeyVersion",
  "gcp:kms/keyRing:KeyRing",
  "gcp:secretmanager/secret:Secret",
  "gcp:sql/database:Database",
  "gcp:sql/databaseInstance:DatabaseInstance",
];

interface Args {
  environment?: Partial<EnvironmentArgs>;
  database?: Omit<Partial<DatabaseArgs>, "environment">;
  bucket?: Omit<BucketArgs, "environment">;
  signing?: Omit<SigningKeyArgs, "environment">;
  encryption?: Omit<EncryptionKeyArgs, "environment">;
}

/** Every data component in production, each with somebody who uses it. */
const declareAll = ({ environment: of, database, bucket, signing, encryption }: Args) =>
  declareIn({ ...production, ...of }, (environment) => {
    const catalog = new Database("catalog", { environment, images, ...database } as DatabaseArgs);
    const layers = new Bucket("layers", { environment, ...bucket });
    const tokens = new SigningKey("tokens", { environment, ...versions, ...signing } as SigningKeyArgs);
    const exports = new EncryptionKey("exports", { environment, ...encryption });
    const can = [catalog.connect("readonly"), layers.read(), tokens.sign(), exports.encrypt()];
    new Service("registry", { environment, image, can });
  });

const versions = { versions: ["2026-11", "2027-05"], signing: "2026-11" } as const;

const identity = ({ type, parent, name }: Declared) => `${type} ${parent} ${name}`;

/** What the provider makes of a program's inputs: values, secret or not, and defaults. */
function received(type: ResourceType, { name, inputs }: Declared): PropertyMap {
  const values = JSON.parse(JSON.stringify(inputs)) as PropertyMap;
  return fillDefaults(type, undefined, values, { logicalName: name, seed: new Uint8Array(32) }).inputs;
}

/** What another set of arguments does to what holds data or keys, as the catalogue has it. */
function planned(before: readonly Declared[], after: readonly Declared[]) {
  const plan = { made: [] as string[], gone: [] as string[], replaced: [] as string[], changed: [] as string[] };
  const old = new Map(before.filter(({ type }) => stateful.includes(type)).map((one) => [identity(one), one]));
  for (const one of after.filter(({ type }) => stateful.includes(type))) {
    const was = old.get(identity(one));
    old.delete(identity(one));
    const type = resourceType(one.type);
    assert.ok(type, one.type);
    if (!was) {
      plan.made.push(one.name);
      continue;
    }
    const { ignoreChanges, replaceOnChanges } = one;
    const diff = diffResource(type, { inputs: received(type, was), outputs: {} }, received(type, one), {
      defaults: undefined,
      ignoreChanges,
    });
    const paths = Object.keys(diff.detailed);
    plan.changed.push(...paths.map((path) => `${one.name}: ${path}`));
    if (diff.replaces.length > 0 || paths.some((path) => replaceOnChanges.includes(path))) plan.replaced.push(one.name);
  }
  plan.gone.push(...[...old.values()].map(({ name }) => name));
  return plan;
}

describe("production, when a setting changes", () => {
  let ours: Declared[];
  before(async () => {
    ours = await declareAll({});
  });

  const changes: [title: string, args: Args, changed: RegExp][] = [
    ["a database's size", { database: { size: { cpu: 8, memory: "32Gi" } } }, /^catalog: settings\.tier$/],
    ["its version", { database: { version: "18" } }, /^catalog: databaseVersion$/],
    [
      "its maintenance window",
      { database: { maintenance: { day: 2, hour: 5 } } },
      /^catalog: settings\.maintenanceWindow\./,
    ],
    ["its flags", { database: { flags: { work_mem: "8192" } } }, /^catalog: settings\.databaseFlags\[/],
    [
      "what is kept of its backups",
      { database: { transform: { instance: { settings: { backupConfiguration: { startTime: "04:00" } } } } } },
      /^catalog: settings\.backupConfiguration\.startTime$/,
    ],
    ["a bucket's storage class", { bucket: { storageClass: "InfrequentAccess" } }, /^layers: storageClass$/],
    ["a key's rotation", { encryption: { rotation: "30d" } }, /^exports: rotationPeriod$/],
  ];
  for (const [title, args, path] of changes)
    it(`${title}: changed in place, and nothing else that holds data or keys is touched`, async () => {
      const { changed, ...rest } = planned(ours, await declareAll(args));
      assert.deepEqual(rest, { made: [], gone: [], replaced: [] });
      assert.ok(changed.length > 0);
      for (const one of changed) assert.match(one, path);
    });

  const untouched: [title: string, args: Args][] = [
    ["a database's disk, which grows by itself", { database: { disk: 100 } }],
    ["a bucket's lifecycle", { bucket: { lifecycle: [{ id: "old", deleteAfter: "30d" }], abortUploadsAfter: "1d" } }],
    ["its lock", { bucket: { lock: [{ id: "keep", keepFor: "ever" }] } }],
    ["its pages", { bucket: { cors: [{ origins: ["https://app.example.dev"], methods: ["GET"] }] } }],
    ["the rotation of its tokens", { bucket: { rotation: "monthly" } }],
    ["another region to serve from", { environment: { regions: [...production.regions, "us-west1"] } }],
    ["a region less", { environment: { regions: ["europe-west1"], retiredRegions: ["us-east4", "asia-northeast1"] } }],
    ["the version that signs", { signing: { ...versions, signing: "2027-05" } }],
  ];
  for (const [title, args] of untouched)
    it(`${title}: nothing that holds data or keys is touched`, async () => {
      assert.deepEqual(planned(ours, await declareAll(args)), { made: [], gone: [], replaced: [], changed: [] });
    });

  it("another replica: made beside the rest, and the primary is told in place", async () => {
    assert.deepEqual(planned(ours, await declareAll({ database: { replicas: ["us-east4"] } })), {
      made: ["catalog/us-east4"],
      gone: [],
      replaced: [],
      changed: ["catalog: includeReplicasForMajorVersionUpgrade"],
    });
  });

  it("another signing version: made beside the rest; one fewer: gone alone", async () => {
    const three = await declareAll({ signing: { versions: ["2026-11", "2027-05", "2027-11"], signing: "2027-05" } });
    const untouchedRest = { replaced: [], changed: [] };
    assert.deepEqual(planned(ours, three), { made: ["tokens/2027-11"], gone: [], ...untouchedRest });
    assert.deepEqual(planned(three, ours), { made: [], gone: ["tokens/2027-11"], ...untouchedRest });
  });

  it("what would replace is told from what would not: another home region, another jurisdiction", async () => {
    const moved = await declareIn({ ...production, home: "us-east4" }, (environment) => {
      new Database("catalog", { environment, images });
      new Bucket("layers", { environment, jurisdiction: "eu" });
    });
    const { replaced } = planned(ours, moved);
    assert.ok(replaced.includes("catalog") && replaced.includes("layers"), replaced.join());
  });

  it("what would replace it is protected, so that it is refused before anything is lost", () => {
    const open = ours.filter(
      ({ type, protect, inputs }) =>
        stateful.includes(type) &&
        type !== "gcp:kms/cryptoKeyVersion:CryptoKeyVersion" &&
        !protect &&
        inputs.deletionProtection !== true,
    );
    assert.deepEqual(open.map(identity), []);
  });
});
