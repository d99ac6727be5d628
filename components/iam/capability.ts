import { createHash } from "node:crypto";
import type * as pulumi from "@pulumi/pulumi";
import type { Millicores, Region, WholeCores } from "../../contract";
import type { Mistake } from "../refuse";
import type { Size } from "../units";

/**
 * What a capability brings to who holds it: permissions, variables in plain text, variables from Secret Manager, files
 * from Secret Manager, folders of Cloud Storage, containers beside its own. A service and a worker pool take all of it; a job
 * takes no containers, which would keep it from ending; an identity without a container takes grants and variables alone. To
 * ask for more does not compile.
 */
export type Delivery = "grant" | "variables" | "secrets" | "files" | "folders" | "sidecars";

/**
 * What sort of holder asks: a workload of the environment, of which a job is one, people, a workload of another project, a
 * workflow on GitHub.
 */
export type Holder = "workload" | "job" | "people" | "foreign" | "workflow";

/** Who holds capabilities: a component with an account of its own, or one that stands for somebody else's. */
export interface Principal {
  name: string;
  component: pulumi.ComponentResource;
  /** Id of the account, which no other holder has: a service and a job may share a name. Names a holder's secrets. */
  accountId: string;
  /** The account as IAM writes it, `serviceAccount:…`. */
  member: pulumi.Output<string>;
  /** The account's address. */
  email: pulumi.Output<string>;
  /** Whether all that it does is asked of it by requests, so that in a drained region it does nothing. @default false */
  isAsked?: boolean;
}

/** One version of a secret, which a holder is pinned to. */
export interface SecretVersion {
  /** Id of the secret, in the environment's project. */
  secret: pulumi.Input<string>;
  version: pulumi.Input<string>;
}

/** A bucket of Cloud Storage, as a folder. */
export interface BucketFolder {
  /** Its name. */
  bucket: pulumi.Input<string>;
  readOnly: boolean;
  /** Flags of Cloud Storage FUSE, without dashes. */
  mountOptions: readonly string[];
}

/** A container that stands beside the holder's own. It has no variables, and shares the `folder` of the terms with it. */
export interface CompanionSidecar {
  name: string;
  image: pulumi.Input<string>;
  cpu: WholeCores | Millicores;
  memory: Size;
  /** Path at which it says that it is ready, which the holder's own container then waits for. */
  startup: `/${string}`;
  /** Path at which it says that it is alive. */
  liveness: `/${string}`;
  /** What it is told in a region; `port`: where it is asked how it is. */
  args(region: Region, port: number): pulumi.Input<string>[];
}

/** What a capability makes and gives for one holder. Variables are named by what follows the prefix. */
export interface Given {
  /** Must exist when a revision is deployed, because Cloud Run checks it then, or the program needs it as it starts. */
  before?: readonly pulumi.Resource[];
  /** Only matters once requests arrive. Waiting for it too would deadlock two services that call each other. */
  beside?: readonly pulumi.Resource[];
  /** To be ready as well, in the region, before requests are sent to the holder there. */
  ready?: (region: Region, seen: Set<unknown>) => Promise<pulumi.Resource[]>;
  /** `URL` → `IAM_URL`; `""` is the prefix itself. */
  variables?: Readonly<Record<string, (region: Region) => pulumi.Input<string>>>;
  /** By their whole names, for an image that knows its own. */
  wholeVariables?: Readonly<Record<string, (region: Region) => pulumi.Input<string>>>;
  secrets?: Readonly<Record<string, SecretVersion>>;
  /** Mounted as a file, whose path the variable tells. */
  files?: Readonly<Record<string, SecretVersion>>;
  /** Mounted at the `folder` that the terms say. */
  folder?: BucketFolder;
}

/** What a component promises when it makes a capability. */
export interface Terms {
  /** `call`, `read`, `publish`: what the holder may do. */
  verb: string;
  /** What it may be done to: `service`, `secret`. */
  kind: string;
  /** Logical name of the thing it may be done to. */
  owner: string;
  /** Every variable that it gives, by what follows the prefix, so that clashes show before anything is made. */
  variables: readonly string[];
  /** Those of them that say the same whatever the verb, so that two verbs of one thing may both give them. */
  common?: readonly string[];
  /** Every variable that it gives by its whole name, whatever the prefix. @default none */
  wholeVariables?: readonly string[];
  /** Whom it does not suit, each with the reason; what suits no workload suits no job. */
  unfit?: Readonly<Partial<Record<Holder, string>>>;
  /** Where it is mounted in a container, so that clashes show before anything is made. @default nowhere */
  folder?: string;
  /** What stands beside the holder's own container, so that clashes show before anything is made. @default nothing */
  sidecar?: CompanionSidecar;
  /** Whether the thing is outside Google Cloud, so that its holder has to reach the internet. @default false */
  isOutside?: boolean;
  /**
   * Why a workload that requests ask is given other variables in some of these regions than in the others, and what to do
   * about it; nothing where it is given the same in all.
   */
  varies?(regions: readonly Region[]): string | undefined;
  /** Makes the grants, as children of the principal's component. */
  grant(principal: Principal): Given;
}

const key = Symbol("made here");

let make!: <D extends Delivery>(terms: Terms, prefix: string) => Capability<D>;
let open!: (capability: unknown) => { terms: Terms; prefix: string } | undefined;

/**
 * One thing that a workload can do. Made only by the component that owns the thing, as in `iam.call()`; given to a
 * workload in its `can` list, which is the only source of its permissions, addresses and injected variables.
 */
export class Capability<D extends Delivery> {
  declare protected readonly delivers: D;
  readonly #terms: Terms;
  readonly #prefix: string;

  private constructor(given: symbol, terms: Terms, prefix: string) {
    // `private` binds the compiler alone.
    if (given !== key) throw new Error("a capability is given by the component that owns the thing, as in iam.call()");
    this.#terms = terms;
    this.#prefix = prefix;
  }

  /** The same capability, its variables named with another prefix: `audit.call().as("LOG")` gives `LOG_URL`. */
  as<P extends string>(prefix: P extends Uppercase<P> ? P : Uppercase<P>): Capability<D> {
    return new Capability<D>(key, this.#terms, prefix);
  }

  static {
    make = (terms, prefix) => new Capability(key, terms, prefix);
    open = (capability) =>
      typeof capability === "object" && capability !== null && #terms in capability
        ? { terms: capability.#terms, prefix: capability.#prefix }
        : undefined;
  }
}

/** Makes a capability; for components only, never exported from the package. */
export function capability<D extends Delivery>(terms: Terms): Capability<D> {
  return make<D>(terms, variableName(terms.owner));
}

/** `image-signing` → `IMAGE_SIGNING`. */
function variableName(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, "_").toUpperCase();
}

const variablePattern = /^[A-Z_][A-Z0-9_]*$/i;
/** cloud.google.com/run/docs/container-contract#env-vars and .../configuring/services/environment-variables */
const reserved = /^(PORT|K_.*|CLOUD_RUN_.*|X_GOOGLE_.*)$/;

/** What is wrong with a workload's variables and its `can` list, before anything is made. */
export function bindingMistakes(
  variables: Readonly<Record<string, unknown>>,
  can: readonly unknown[],
  holder: Holder = "workload",
): Mistake[] {
  const mistakes: Mistake[] = [];
  const givenBy = new Map<string, { propertyPath: string; common: string | undefined }>();
  const seen = new Map<string, number>();
  const claim = (variable: string, propertyPath: string, remedy: string, common?: string) => {
    const other = givenBy.get(variable);
    if (other && common !== undefined && other.common === common) return;
    if (!variablePattern.test(variable))
      mistakes.push({
        propertyPath,
        reason: `${JSON.stringify(variable)} is not a variable name: letters, digits and _`,
      });
    else if (reserved.test(variable))
      mistakes.push({ propertyPath, reason: `${variable} is reserved by Cloud Run; ${remedy}` });
    else if (other)
      mistakes.push({ propertyPath, reason: `${variable} is given by ${other.propertyPath} already; ${remedy}` });
    else givenBy.set(variable, { propertyPath, common });
  };
  for (const variable of Object.keys(variables)) claim(variable, `variables.${variable}`, "name it otherwise");
  can.forEach((candidate, i) => {
    const propertyPath = `can[${i}]`;
    const opened = open(candidate);
    if (!opened) {
      mistakes.push({
        propertyPath,
        reason: "is not a capability; ask the component that owns the thing, as in iam.call()",
      });
      return;
    }
    const { verb, kind, owner, variables: suffixes, common = [], wholeVariables = [], unfit } = opened.terms;
    const what = `${verb} ${kind} ${owner}`;
    const why = unfit?.[holder] ?? (holder === "job" ? unfit?.workload : undefined);
    if (why !== undefined) mistakes.push({ propertyPath, reason: `${what}: ${why}` });
    const first = seen.get(what);
    if (first !== undefined) {
      mistakes.push({ propertyPath, reason: `repeats can[${first}], ${what}; list it once` });
      return;
    }
    seen.set(what, i);
    for (const suffix of suffixes)
      claim(
        join(opened.prefix, suffix),
        propertyPath,
        'use .as("…") for another name',
        common.includes(suffix) ? `${kind} ${owner} ${suffix}` : undefined,
      );
    for (const variable of wholeVariables) claim(variable, propertyPath, "name it otherwise");
  });
  return mistakes;
}

/** What in a `can` list is given otherwise from region to region, for a workload that is told the same in all of them. */
export function varyingMistakes(can: readonly unknown[], regions: readonly Region[]): Mistake[] {
  return can.flatMap((candidate, i) => {
    const { verb, kind, owner, varies } = open(candidate)?.terms ?? {};
    const why = varies?.(regions);
    return why === undefined ? [] : [{ propertyPath: `can[${i}]`, reason: `${verb} ${kind} ${owner} ${why}` }];
  });
}

/** One thing that a holder may do, in words. */
export interface Right {
  /** `call`, `publish`. */
  verb: string;
  /** `service`, `event`. */
  kind: string;
  /** Logical name of the thing. */
  name: string;
}

/** What a `can` list says, for those who read it without the program. */
export function rightsOf(can: readonly unknown[]): Right[] {
  return can.flatMap((candidate) => {
    const terms = open(candidate)?.terms;
    return terms ? [{ verb: terms.verb, kind: terms.kind, name: terms.owner }] : [];
  });
}

/** A folder that a capability mounts, before anything is made. */
export interface WantedFolder {
  /** `can[1]`. */
  propertyPath: string;
  /** Path in the container. */
  folder: string;
  /** `files models`. */
  what: string;
  verb: string;
  /** Whether a bucket is behind it, and no memory of the instance. */
  isBucket: boolean;
}

/** Where the capabilities of a `can` list are mounted. */
export function foldersIn(can: readonly unknown[]): WantedFolder[] {
  return can.flatMap((candidate, i) => {
    const terms = open(candidate)?.terms;
    if (terms?.folder === undefined) return [];
    const { folder, kind, owner, verb, sidecar } = terms;
    return [{ propertyPath: `can[${i}]`, folder, what: `${kind} ${owner}`, verb, isBucket: sidecar === undefined }];
  });
}

/** A container that a capability brings, before anything is made. */
export interface WantedSidecar extends CompanionSidecar {
  /** `can[1]`. */
  propertyPath: string;
  /** `database catalog`. */
  what: string;
  shared: SharedFolder;
}

/** The containers that the capabilities of a `can` list bring. */
export function sidecarsIn(can: readonly unknown[]): WantedSidecar[] {
  return can.flatMap((candidate, i) => {
    const terms = open(candidate)?.terms;
    const shared = terms && sharedFolder(terms);
    if (!terms?.sidecar || !shared) return [];
    return [{ ...terms.sidecar, propertyPath: `can[${i}]`, what: `${terms.kind} ${terms.owner}`, shared }];
  });
}

/** A folder in memory that a container beside the holder's own has too, for what both need to see. */
export interface SharedFolder {
  /** Of the volume, unique in the workload. */
  volume: string;
  folder: string;
}

const sharedFolder = ({ sidecar, folder, owner }: Terms): SharedFolder | undefined =>
  sidecar && folder !== undefined ? { volume: labelOf("shared", owner), folder } : undefined;

/** A file that a workload is given. */
export interface MountedFile extends SecretVersion {
  /** Of the volume, unique in the workload. */
  volume: string;
  /** Cloud Run mounts a volume as a folder, so each secret has one of its own. */
  folder: string;
  file: string;
}

/** A folder that a workload is given. */
export interface MountedFolder extends BucketFolder {
  /** Of the volume, unique in the workload. */
  volume: string;
  folder: string;
}

/** What a workload gets from its `can` list. */
export interface Binding {
  /** Grants to wait for before a revision is deployed. */
  before: readonly pulumi.Resource[];
  /** Grants that a revision does not wait for. */
  beside: readonly pulumi.Resource[];
  /** What others make ready in a region, for requests that its holder answers there. */
  ready(region: Region, seen: Set<unknown>): Promise<pulumi.Resource[]>;
  variables(region: Region): Record<string, pulumi.Input<string>>;
  secrets: Readonly<Record<string, SecretVersion>>;
  files: readonly MountedFile[];
  folders: readonly MountedFolder[];
  sharedFolders: readonly SharedFolder[];
  /** Whether something of it is outside Google Cloud. */
  isOutside: boolean;
}

/** Makes all grants of a `can` list, which `bindingMistakes` found nothing wrong with. */
export function bind(principal: Principal, can: readonly Capability<Delivery>[]): Binding {
  const all = can
    .flatMap((candidate) => open(candidate) ?? [])
    .map(({ terms, prefix }) => ({
      owner: terms.owner,
      folder: terms.folder,
      shared: sharedFolder(terms),
      isOutside: terms.isOutside ?? false,
      prefix,
      given: terms.grant(principal),
    }));
  const named = <T>(of: (given: Given) => Readonly<Record<string, T>> | undefined) =>
    all.flatMap(({ owner, prefix, given }) =>
      Object.entries(of(given) ?? {}).map(([suffix, value]) => ({ owner, variable: join(prefix, suffix), value })),
    );
  const files = named((given) => given.files).map(({ owner, variable, value }) => ({
    variable,
    ...value,
    volume: labelOf("secret", owner),
    folder: `/secrets/${owner}`,
    file: "value",
  }));
  const folders = all.flatMap(({ owner, folder, given }) =>
    folder === undefined || given.folder === undefined
      ? []
      : { ...given.folder, volume: labelOf("files", owner), folder },
  );
  const plain = [
    ...named((given) => given.variables),
    ...all.flatMap(({ given }) =>
      Object.entries(given.wholeVariables ?? {}).map(([variable, value]) => ({ variable, value })),
    ),
  ];
  return {
    before: all.flatMap(({ given }) => given.before ?? []),
    beside: all.flatMap(({ given }) => given.beside ?? []),
    ready: async (region, seen) =>
      (await Promise.all(all.map(({ given }) => given.ready?.(region, seen) ?? []))).flat(),
    variables: (region) => ({
      ...Object.fromEntries(plain.map(({ variable, value }) => [variable, value(region)])),
      ...Object.fromEntries(files.map(({ variable, folder, file }) => [variable, `${folder}/${file}`])),
    }),
    secrets: Object.fromEntries(named((given) => given.secrets).map(({ variable, value }) => [variable, value])),
    files: files.map(({ variable: _, ...file }) => file),
    folders,
    sharedFolders: all.flatMap(({ shared }) => shared ?? []),
    isOutside: all.some(({ isOutside }) => isOutside),
  };
}

/** Volumes and containers are called as DNS labels are, in 63 characters at the most. */
export function labelOf(kind: "secret" | "files" | "shared" | "proxy", owner: string): string {
  const name = `${kind}-${owner}`;
  return name.length <= 63 ? name : `${kind}-${createHash("sha256").update(owner).digest("hex").slice(0, 16)}`;
}

const join = (prefix: string, suffix: string) => (suffix === "" ? prefix : `${prefix}_${suffix}`);
