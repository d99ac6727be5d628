import * as cloudflare from "@pulumi/cloudflare";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import type { Environment } from "../../environment";
import { hostMistakes } from "../../host";
import { type Capability, capability } from "../../iam/capability";
import { nameMistakes, stableName } from "../../naming";
import { checksInto, type Mistake, refuse, tells } from "../../refuse";
import { fixedMistakes, type Transforms, transformed } from "../../transform";
import { type Duration, durationMistakes } from "../../units";
import type { TokenRotation } from "../periods";
import {
  type BucketLocation,
  bucketLocations,
  endpointOf,
  type Jurisdiction,
  jurisdictions,
  locationNear,
} from "./location";
import { type BucketRules, corsOf, lifecycleOf, lockOf, ruleMistakes } from "./rules";
import { type BucketVerb, createKeyPair, type TokenScope } from "./token";

/** A host of one's own at which everyone may read everything in the bucket. */
export interface PublicDomain {
  /** In the environment's zone. */
  host: string;
  /** Why everyone may, for review: ten characters at least. */
  because: string;
}

export interface BucketArgs extends BucketRules {
  /** Where it stands, and what decides its protection. */
  environment: Environment;
  /** Where its objects are, at best effort. Only the first bucket of a name is asked. @default nearest to the home region */
  location?: BucketLocation;
  /** Where its objects must be, for ever. @default "default", nowhere in particular */
  jurisdiction?: Jurisdiction;
  /** Storage of new objects: infrequent access is cheaper to keep and dearer to read. @default "Standard" */
  storageClass?: "Standard" | "InfrequentAccess";
  /** When an upload in parts that nobody finished is given up, 1 day at least. @default "7d" */
  abortUploadsAfter?: Duration;
  /** A public host. Signed URLs never lead there: they lead to R2's own. @default none, and the bucket is private */
  domain?: PublicDomain;
  /** How often the tokens of its readers and writers are made anew, by the first `up` of a period. @default "quarterly" */
  rotation?: TokenRotation;
  /** Last resort, listed in review: changes the bucket's arguments, but not what others were told of it. */
  transform?: Transforms<{ bucket: Omit<cloudflare.R2BucketArgs, FixedArgument> }>;
}

const fixedArguments = ["accountId", "name", "jurisdiction"] as const;
type FixedArgument = (typeof fixedArguments)[number];

let scopes!: (bucket: Bucket) => TokenScope;

/**
 * A bucket in Cloudflare R2, private unless it says otherwise. Who may use it holds `read()` or `write()`, and finds
 * `<NAME>_ENDPOINT`, `<NAME>_REGION`, `<NAME>_BUCKET`, `<NAME>_ACCESS_KEY_ID` and `<NAME>_SECRET_ACCESS_KEY` for an S3
 * client that addresses buckets by path, as signed URLs of any jurisdiction need it.
 *
 * ```ts
 * const layers = new Bucket("layers", { environment });
 * new Service("registry", { environment, image, can: [layers.read()] });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class Bucket extends Component {
  readonly #scope: TokenScope;

  constructor(name: string, args: BucketArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("Bucket", name, bucketMistakes(name, args));
    super("data:Bucket", name, args.environment, opts);
    const { environment, jurisdiction = "default", rotation = "quarterly", domain } = args;
    const bucketName = stableName("cloudflare:index/r2Bucket:R2Bucket", environment.slug, name);
    const bucket = this.#createBucket(name, args, bucketName);
    this.#setRules(name, args, bucketName, bucket);
    if (domain)
      new cloudflare.R2CustomDomain(
        `${name}/${domain.host}`,
        {
          accountId: environment.cloudflareAccount,
          bucketName,
          jurisdiction,
          domain: domain.host,
          zoneId: environment.cloudflareZone,
          enabled: true,
          minTls: "1.2",
        },
        { parent: this, dependsOn: bucket },
      );
    this.#scope = { name, environment, bucket, bucketName, jurisdiction, rotation };
    this.registerTransforms(args.transform, domain && { publicBecause: domain.because.trim() });
  }

  /** An S3 key pair of the holder's own that reads and lists the objects of this bucket, and signs URLs that do. */
  read(): Capability<"grant" | "variables" | "secrets"> {
    return this.#use("read");
  }

  /** An S3 key pair of the holder's own that writes, deletes, reads and lists the objects of this bucket. */
  write(): Capability<"grant" | "variables" | "secrets"> {
    return this.#use("write");
  }

  #use(verb: BucketVerb): Capability<"grant" | "variables" | "secrets"> {
    const { name, environment, bucketName, jurisdiction } = this.#scope;
    return capability({
      verb,
      kind: "bucket",
      owner: name,
      variables: ["ENDPOINT", "REGION", "BUCKET", "ACCESS_KEY_ID", "SECRET_ACCESS_KEY"],
      isOutside: true,
      grant: (principal) => {
        const { accessKeyId, secretAccessKey, made } = createKeyPair(this.#scope, verb, principal);
        return {
          before: made,
          variables: {
            ENDPOINT: () => endpointOf(environment.cloudflareAccount, jurisdiction),
            REGION: () => "auto",
            BUCKET: () => bucketName,
            ACCESS_KEY_ID: () => accessKeyId,
          },
          secrets: { SECRET_ACCESS_KEY: secretAccessKey },
        };
      },
    });
  }

  static {
    scopes = (bucket) => bucket.#scope;
  }

  #createBucket(name: string, args: BucketArgs, bucketName: string): cloudflare.R2Bucket {
    const { environment, jurisdiction = "default", storageClass = "Standard" } = args;
    const { cloudflareAccount, home, deletionProtection } = environment;
    return new cloudflare.R2Bucket(
      name,
      transformed<cloudflare.R2BucketArgs>(
        {
          accountId: cloudflareAccount,
          name: bucketName,
          // A jurisdiction is a place already, and Cloudflare takes one or the other.
          ...(jurisdiction === "default" ? { location: args.location ?? locationNear(home) } : {}),
          jurisdiction,
          storageClass,
        },
        args.transform?.bucket,
      ),
      {
        parent: this,
        protect: deletionProtection,
        // The provider would ask for another jurisdiction in place, of a bucket that is not there; and a bucket's name is
        // its own, so the old one goes first.
        replaceOnChanges: ["jurisdiction"],
        deleteBeforeReplace: true,
      },
    );
  }

  #setRules(name: string, args: BucketArgs, bucketName: string, bucket: cloudflare.R2Bucket): void {
    const {
      environment,
      jurisdiction = "default",
      lifecycle = [],
      lock = [],
      cors = [],
      abortUploadsAfter = "7d",
    } = args;
    const on = { accountId: environment.cloudflareAccount, bucketName, jurisdiction };
    const options = { parent: this, dependsOn: bucket, deletedWith: bucket };
    new cloudflare.R2BucketLifecycle(
      `${name}/lifecycle`,
      { ...on, rules: lifecycleOf(lifecycle, abortUploadsAfter) },
      options,
    );
    // Without rules, too: its provider deletes nothing, so that a lock taken out of the program would stay.
    new cloudflare.R2BucketLock(`${name}/lock`, { ...on, rules: lockOf(lock) }, options);
    if (cors.length > 0) new cloudflare.R2BucketCors(`${name}/cors`, { ...on, rules: corsOf(cors) }, options);
  }
}

export { scopes };

function bucketMistakes(name: string, args: BucketArgs): Mistake[] {
  const { environment, location, jurisdiction = "default", storageClass = "Standard", rotation = "quarterly" } = args;
  const mistakes = nameMistakes(name);
  const check = checksInto(mistakes);
  const among = (path: string, value: string, all: readonly string[]) =>
    check(all.includes(value), path, `${JSON.stringify(value)} is not among ${all.join(", ")}`);
  if (location) among("location", location, bucketLocations);
  among("jurisdiction", jurisdiction, jurisdictions);
  check(
    location === undefined || jurisdiction === "default",
    "location",
    `excludes jurisdiction ${jurisdiction}, which is a place already; leave one of them out`,
  );
  among("storageClass", storageClass, ["Standard", "InfrequentAccess"]);
  among("rotation", rotation, ["monthly", "quarterly"]);
  mistakes.push(...durationMistakes("abortUploadsAfter", args.abortUploadsAfter ?? "7d", "1d", "36500d"));
  mistakes.push(...ruleMistakes(args));
  if (args.domain) {
    const { host, because } = args.domain;
    mistakes.push(...hostMistakes("domain.host", host, environment));
    check(
      tells(because),
      "domain.because",
      `${JSON.stringify(because)} does not tell a reviewer why everyone may read everything in this bucket`,
    );
  }
  return [...mistakes, ...fixedMistakes("transform.bucket", args.transform?.bucket, fixedArguments)];
}
