/** What there is to run, as the local cloud has it after an up: all of it was declared, and nothing here adds to it. */

import { permissionGroups } from "../cloud/cloudflare/permission-groups";
import { bucketOf, policiesOf, tokenTypes } from "../cloud/cloudflare/tokens";
import { regionsOf, serviceType } from "../cloud/cloudrunv2/regions";
import { accountOf, bucketsOf, containersOf, revisionOf } from "../cloud/cloudrunv2/revision";
import { withheldBuckets } from "../cloud/cloudrunv2/withheld-buckets";
import { withheldSecrets } from "../cloud/cloudrunv2/withheld-secrets";
import { named } from "../cloud/named";
import { versionsOf } from "../cloud/secretmanager/versions";
import { objectOf, objectsOf, textOf, textsOf } from "../cloud/typed";
import type { World, WorldRecord } from "../cloud/world";
import { keyPairOf, type S3Key } from "../stand-ins/s3";
import type { PropertyMap } from "../values";

/** A bucket of Cloud Storage that is mounted as a folder. */
export interface Mount {
  /** In the container. */
  path: string;
  bucket: string;
  readOnly: boolean;
}

export interface Workload {
  name: string;
  /** The folder of `apps/` that its image is made of: the image's name. */
  app: string;
  args: readonly string[];
  account: string;
  region: string;
  record: WorldRecord;
  /** As Cloud Run injects them. */
  variables: Readonly<Record<string, string>>;
  /** Path in the container → content. */
  files: Readonly<Record<string, string>>;
  mounts: readonly Mount[];
  /** Folders in which a proxy beside the container opens the socket of a database. */
  sockets: readonly string[];
  /** Why Cloud Run would not start it; empty where it would. */
  withheld: readonly string[];
  /** What stands beside it there, and not here. */
  missing: readonly string[];
}

const jobType = "gcp:cloudrunv2/job:Job";

export const servicesIn = (world: World): WorldRecord[] =>
  [...world.ofType(serviceType)].sort((a, b) => (a.id < b.id ? -1 : 1));

/** A service runs once here, however many regions have it: in the first of them. */
export function workloadsIn(world: World): Workload[] {
  const names = new Set<string>();
  return servicesIn(world)
    .filter(({ inputs }) => !names.has(String(inputs.name)) && names.add(String(inputs.name)))
    .map((record) => workloadOf(world, record));
}

/** Those that run when they are deployed, in the order in which they were made. */
export function jobsIn(world: World): Workload[] {
  return world
    .ofType(jobType)
    .filter(({ inputs }) => inputs.runExecutionToken ?? inputs.startExecutionToken)
    .sort((a, b) => (a.created < b.created ? -1 : 1))
    .map((record) => workloadOf(world, record));
}

function workloadOf(world: World, record: WorldRecord): Workload {
  const { inputs } = record;
  const project = String(inputs.project);
  const containers = containersOf(inputs).map(({ container }) => container);
  const container = containers.find(({ ports }) => ports) ?? containers[0] ?? {};
  const beside = containers.filter((one) => one !== container);
  const sockets = beside.flatMap(socketsOf);
  return {
    name: String(inputs.name),
    app: /([^/@:]+)(?:[@:][^/]*)?$/.exec(String(container.image))?.[1] ?? "",
    args: textsOf(container.args),
    account: accountOf(inputs, world.projectNumber(project) ?? ""),
    region: regionsOf(inputs)[0] ?? "",
    record,
    variables: variablesOf(world, project, container),
    files: filesOf(world, project, inputs, container),
    mounts: mountsOf(inputs, container),
    sockets,
    withheld: [
      ...withheldSecrets(world, project, inputs).map(
        ({ version, account, why }) => `${version} is ${why === "denied" ? `not ${account}'s to read` : why}`,
      ),
      ...withheldBuckets(world, project, inputs)
        .filter(({ lacks }) => lacks === "list")
        .map(({ bucket, account }) => `the bucket ${bucket} is not ${account}'s to read`),
    ],
    missing: [
      ...beside.filter((one) => socketsOf(one).length === 0).map(({ name, image }) => `the container ${name ?? image}`),
      ...othersOf(inputs, container)
        .filter((path) => !sockets.includes(path))
        .map((path) => `the folder ${path}`),
    ],
  };
}

/** The folders in which a container opens sockets of databases, being Google's proxy (cloud-sql-proxy, cmd/root.go). */
function socketsOf({ args }: PropertyMap): string[] {
  return textsOf(args).flatMap((arg) => /\?unix-socket-path=([^&]+)$/.exec(arg)?.[1] ?? []);
}

/** Mounted, and no secret's or bucket's. */
function othersOf(inputs: PropertyMap, container: PropertyMap): string[] {
  const others = objectsOf(revisionOf(inputs).volumes).filter(
    ({ secret, gcs }) => secret === undefined && gcs === undefined,
  );
  const mounts = objectsOf(container.volumeMounts).filter((mount) => others.some(({ name }) => name === mount.name));
  return mounts.map(({ mountPath }) => String(mountPath));
}

function mountsOf(inputs: PropertyMap, container: PropertyMap): Mount[] {
  const places = objectsOf(container.volumeMounts);
  return bucketsOf(inputs).flatMap(({ volume, bucket, readOnly }) =>
    places
      .filter(({ name }) => name === volume)
      .map(({ mountPath }) => ({ path: String(mountPath), bucket, readOnly })),
  );
}

function variablesOf(world: World, project: string, container: PropertyMap): Record<string, string> {
  return Object.fromEntries(
    objectsOf(container.envs).map(({ name, value, valueSource }) => {
      const { secret, version } = objectOf(objectOf(valueSource).secretKeyRef);
      const read = secret === undefined ? textOf(value) : secretIn(world, project, String(secret), String(version));
      return [String(name), read ?? ""];
    }),
  );
}

function filesOf(world: World, project: string, inputs: PropertyMap, container: PropertyMap): Record<string, string> {
  const mounts = objectsOf(container.volumeMounts);
  return Object.fromEntries(
    objectsOf(revisionOf(inputs).volumes).flatMap(({ name, secret }) => {
      const mount = mounts.find((one) => one.name === name);
      return objectsOf(objectOf(secret).items).map(({ path, version }) => [
        `${mount?.mountPath}/${path}`,
        secretIn(world, project, String(objectOf(secret).secret), String(version)) ?? "",
      ]);
    }),
  );
}

function secretIn(world: World, project: string, secret: string, version: string): string | undefined {
  const record = world.get("gcp:secretmanager/secret:Secret", named("secrets", secret, project).id);
  const versions = record ? versionsOf(record, world) : [];
  const found =
    version === "latest" ? versions.at(-1) : versions.find(({ outputs }) => String(outputs.version) === version);
  return found && (textOf(found.inputs.secretData) ?? textOf(found.inputs.secretDataWo));
}

/** The buckets of Cloud Storage. */
export const storageBucketsIn = (world: World): string[] =>
  world.ofType("gcp:storage/bucket:Bucket").map(({ inputs }) => String(inputs.name));

export const bucketsIn = (world: World): string[] =>
  world.ofType("cloudflare:index/r2Bucket:R2Bucket").map(({ inputs }) => String(inputs.name));

/** The key pairs of all API tokens that are for buckets. */
export function bucketKeysIn(world: World): S3Key[] {
  return tokenTypes
    .flatMap((type) => world.ofType(type))
    .flatMap(({ id, inputs, outputs }) => {
      const pair = keyPairOf({ id, value: String(outputs.value) });
      const end = typeof inputs.expiresOn === "string" ? { end: new Date(inputs.expiresOn) } : {};
      return policiesOf(inputs).map(({ groups, resources }) => ({
        ...pair,
        ...end,
        buckets: Object.keys(resources).flatMap((resource) => {
          const bucket = bucketOf(resource);
          return typeof bucket === "object" ? [bucket.name] : [];
        }),
        permission: groups.some((group) => permissionGroups[group]?.name.endsWith("Write")) ? "write" : "read",
      }));
    });
}

/** Whose environment it is: the person whom the identity proxy lets in, if it is one. */
export function ownerIn(world: World): string | undefined {
  const members = world
    .ofType("gcp:iap/webCloudRunServiceIamMember:WebCloudRunServiceIamMember")
    .map(({ inputs }) => String(inputs.member));
  return members.find((member) => member.startsWith("user:"))?.slice("user:".length);
}
