import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component";
import type { Environment } from "../environment";
import { type Capability, capability, type Principal } from "../iam/capability";
import { nameMistakes } from "../naming";
import { keptName } from "../naming/kept";
import { checksInto, isCount, type Mistake, refuse } from "../refuse";
import { whyNotMounted } from "../run/folders";
import { fixedMistakes, type Transforms, transformed } from "../transform";

export interface FilesArgs {
  /** Where it stands, and what decides its protection. The files are in the home region. */
  environment: Environment;
  /** Last resort, listed in review: changes the bucket's arguments, but not what others were told of it. */
  transform?: Transforms<{ bucket: Omit<gcp.storage.BucketArgs, FixedArgument> }>;
}

const fixedArguments = ["name", "project"] as const;
type FixedArgument = (typeof fixedArguments)[number];

/** How files look in a container. */
export interface MountArgs {
  /**
   * Id of the user, and of the group, whose the files are there: that of the image's `USER`, where it is not root and is to
   * write. @default 0, root
   */
  user?: number;
}

type Verb = "read" | "write";

/** The roles of the use: to read and list; or that, and to write and delete. */
const roles = { read: "roles/storage.objectViewer", write: "roles/storage.objectUser" } as const;

const bucketType = "gcp:storage/bucket:Bucket";

let bucketOf!: (files: Files) => pulumi.Output<string>;

/**
 * Files in Cloud Storage that workloads see as a folder: models that are too large for an image, what one job writes and
 * another reads. Nobody else sees them: the bucket cannot be made public. What is served to the world is in a `Bucket`.
 *
 * A folder of a bucket is no disk. Nothing is locked, the last who writes a file wins, and what has been written elsewhere is
 * seen after a minute. A file is changed by writing all of it anew, which takes memory of the container
 * (cloud.google.com/run/docs/configuring/services/cloud-storage-volume-mounts, GoogleCloudPlatform/gcsfuse docs/semantics.md).
 *
 * ```ts
 * const models = new Files("models", { environment });
 * new Service("infer", { environment, image, can: [models.read("/models")] }); // MODELS_PATH, MODELS_BUCKET
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class Files extends Component {
  readonly #name: string;
  readonly #environment: Environment;
  readonly #bucket: gcp.storage.Bucket;

  constructor(name: string, args: FilesArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("Files", name, filesMistakes(name, args));
    super("data:Files", name, args.environment, opts);
    this.#name = name;
    this.#environment = args.environment;
    this.#bucket = createBucket(this, name, args);
    this.registerTransforms(args.transform);
  }

  /**
   * Grants `roles/storage.objectViewer` on this bucket alone, and gives `<NAME>_BUCKET`, its name. `at` a path, the container
   * has the files there too, and can change none; `<NAME>_PATH` is that path. It needs a core at least, or a job or pool.
   */
  read(): Capability<"grant" | "variables">;
  read(at: `/${string}`, as?: MountArgs): Capability<"grant" | "variables" | "folders">;
  read(at?: string, as?: MountArgs): Capability<"grant" | "variables" | "folders"> {
    return this.#use("read", at, as);
  }

  /**
   * Grants `roles/storage.objectUser` on this bucket alone: to read, list, write and delete files; and gives
   * `<NAME>_BUCKET`, its name. `at` a path, the container has the files there too; `<NAME>_PATH` is that path. It needs a
   * core at least, or a job or pool.
   */
  write(): Capability<"grant" | "variables">;
  write(at: `/${string}`, as?: MountArgs): Capability<"grant" | "variables" | "folders">;
  write(at?: string, as?: MountArgs): Capability<"grant" | "variables" | "folders"> {
    return this.#use("write", at, as);
  }

  static {
    bucketOf = (files) => files.#bucket.name;
  }

  #use(verb: Verb, at: string | undefined, as: MountArgs = {}): Capability<"grant" | "variables" | "folders"> {
    refuse("Files", this.#name, mountMistakes(verb, at, as));
    const bucket = this.#bucket.name;
    return capability({
      verb,
      kind: "files",
      owner: this.#name,
      variables: at === undefined ? ["BUCKET"] : ["BUCKET", "PATH"],
      common: ["BUCKET", "PATH"], // a bucket has one path in a container: see folderMistakes
      ...(at !== undefined && { folder: at, unfit: withoutContainer }),
      grant: (principal) => ({
        // Cloud Run mounts the folder as an instance starts, and starts none where it may not.
        before: [this.#grant(verb, principal)],
        variables: { BUCKET: () => bucket, ...(at !== undefined && { PATH: () => at }) },
        ...(at !== undefined && { folder: { bucket, readOnly: verb === "read", mountOptions: mountOptions(as) } }),
      }),
    });
  }

  #grant(verb: Verb, principal: Principal): gcp.storage.BucketIAMMember {
    return new gcp.storage.BucketIAMMember(
      `${principal.name}/${verb}/${this.#name}`,
      { bucket: this.#bucket.name, role: roles[verb], member: principal.member },
      { parent: principal.component, provider: this.#environment.gcp, hooks: this.#environment.propagation },
    );
  }
}

/** Its name in Cloud Storage. */
export { bucketOf };

const noContainer = "has no container to see a folder in; leave the path out, for the right alone";
const withoutContainer = { people: noContainer, foreign: noContainer, workflow: noContainer };

function createBucket(parent: pulumi.ComponentResource, name: string, args: FilesArgs): gcp.storage.Bucket {
  const { project, home, slug, deletionProtection, defaults } = args.environment;
  return new gcp.storage.Bucket(
    name,
    transformed<gcp.storage.BucketArgs>(
      {
        project,
        name: keptName(parent, name, bucketType, slug, name), // the buckets of all the world are in one list
        location: home,
        uniformBucketLevelAccess: true,
        publicAccessPrevention: "enforced",
        // Not by versions, which Cloud Storage FUSE does not support (gcsfuse docs/semantics.md).
        softDeletePolicy: { retentionDurationSeconds: defaults.restorableDays * 24 * 60 * 60 },
        forceDestroy: !deletionProtection,
      },
      args.transform?.bucket,
    ),
    { parent, protect: deletionProtection },
  );
}

/** Flags of gcsfuse: folders are there whoever made them, an upload too, which makes none by itself. */
function mountOptions({ user }: MountArgs): string[] {
  return ["implicit-dirs", ...(user === undefined ? [] : [`uid=${user}`, `gid=${user}`])];
}

function mountMistakes(verb: Verb, at: string | undefined, { user }: MountArgs): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  const why = at === undefined ? undefined : whyNotMounted(at);
  check(why === undefined, verb, `${JSON.stringify(at)} ${why}`);
  check(user === undefined || isCount(user, 0, 2 ** 32 - 2), `${verb}.user`, `${user} is not the id of a user`);
  return mistakes;
}

function filesMistakes(name: string, { transform }: FilesArgs): Mistake[] {
  const mistakes = nameMistakes(name);
  const reserved = /^goog|g[o0]{2}gle/.test(name);
  checksInto(mistakes)(
    !reserved,
    "name",
    `${JSON.stringify(name)} is like Google's own, which no bucket may be called`,
  );
  return [...mistakes, ...fixedMistakes("transform.bucket", transform?.bucket, fixedArguments)];
}
