/** What applications reach, each as the account that it runs as. */
import { signingKeyOf } from "../cloud/kms/public-key";
import { startKms } from "../stand-ins/kms";
import type { StandIn } from "../stand-ins/listening";
import { startMetadata } from "../stand-ins/metadata";
import { type PubsubStandIn, startPubsub } from "../stand-ins/pubsub";
import { type S3Key, type S3StandIn, startS3 } from "../stand-ins/s3";
import type { CurrentCloud } from "./current-cloud";
import { type Databases, startDatabases } from "./databases";
import { accountMay, Identities } from "./identities";
import { bucketKeysIn, bucketsIn, jobsIn, type Workload } from "./plan";
import type { Scope } from "./scope";

type Variables = Readonly<Record<string, string>>;

interface Parts {
  cloud: CurrentCloud;
  scope: Scope;
  identities: Identities;
  databases: Databases;
  keys: S3Key[];
  store: S3StandIn;
  pubsub: PubsubStandIn;
  kms: StandIn;
}

export class DataPlane {
  /** Account → the variables that lead to what knows it. */
  readonly #ofAccounts = new Map<string, Promise<Variables>>();

  private constructor(private readonly parts: Parts) {}

  static async start(cloud: CurrentCloud, scope: Scope, say: (from: string, text: string) => void): Promise<DataPlane> {
    const identities = new Identities();
    const databases = await startDatabases(cloud.world, jobsIn(cloud.world));
    scope.ends(databases);
    const keys = bucketKeysIn(cloud.world);
    const answered = (text: string) => say("store", text);
    const store = scope.ends(await startS3({ buckets: bucketsIn(cloud.world), keys, answered }));
    const pubsub = scope.ends(await startPubsub({ tokens: identities.tokens }));
    const kms = await startKms({
      keyOf: (version) => signingKeyOf(cloud.world, version),
      may: (token, version) => identities.may(token, cloud.world, "cloudkms.cryptoKeyVersions.useToSign", version),
    });
    scope.ends(kms);
    return new DataPlane({ cloud, scope, identities, databases, keys, store, pubsub, kms });
  }

  get identities(): Identities {
    return this.parts.identities;
  }

  get store(): string {
    return this.parts.store.url;
  }

  get pubsub(): PubsubStandIn {
    return this.parts.pubsub;
  }

  /** The folder of its socket. */
  get postgres(): string {
    return this.parts.databases.host;
  }

  /** After the local cloud has changed. What asks with each call who may do what needs no more. */
  async align(): Promise<void> {
    const { cloud, keys, databases } = this.parts;
    keys.splice(0, keys.length, ...bucketKeysIn(cloud.world));
    await databases.align(cloud.world);
  }

  /** Made once an account: by its ports a stand-in knows who asks. */
  variablesOf(workload: Workload): Promise<Variables> {
    const { account } = workload;
    const known = this.#ofAccounts.get(account) ?? this.#variablesOf(workload);
    this.#ofAccounts.set(account, known);
    return known;
  }

  async #variablesOf(workload: Workload): Promise<Variables> {
    const { cloud, pubsub, kms, databases } = this.parts;
    const { account } = workload;
    return {
      GCE_METADATA_HOST: await this.metadataFor(account, workload),
      METADATA_SERVER_DETECTION: "assume-present", // or Google's library looks for one elsewhere first, for seconds
      PUBSUB_EMULATOR_HOST: await pubsub.listenFor((permission, resource) =>
        accountMay(cloud.world, account, permission, resource),
      ),
      KMS_EMULATOR_HOST: kms.host,
      PGHOST: databases.host,
    };
  }

  /** Host and port of a metadata server for an account, beside a workload. */
  async metadataFor(email: string, { region, record }: Workload): Promise<string> {
    const { cloud, scope, identities } = this.parts;
    const project = String(record.inputs.project);
    const metadata = await startMetadata({
      project,
      projectNumber: cloud.world.projectNumber(project) ?? "",
      region,
      email,
      accessToken: () => identities.accessToken(email),
      idToken: (audience) => identities.idToken(email, audience),
    });
    return scope.ends(metadata).host;
  }
}
