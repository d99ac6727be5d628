/** What a resource type does that data cannot say. Each service has its table in `behaviour.ts`; here they meet. */
import type { Contents } from "../provider";
import type { PropertyMap, PropertyValue } from "../values";
import { behaviour as artifactregistry } from "./artifactregistry/behaviour";
import { behaviour as bigquery } from "./bigquery/behaviour";
import { behaviour as certificatemanager } from "./certificatemanager/behaviour";
import { behaviour as cloudflare } from "./cloudflare/behaviour";
import { behaviour as cloudrunv2 } from "./cloudrunv2/behaviour";
import { behaviour as cloudscheduler } from "./cloudscheduler/behaviour";
import { behaviour as compute } from "./compute/behaviour";
import { behaviour as dns } from "./dns/behaviour";
import { behaviour as iam } from "./iam/behaviour";
import { behaviour as kms } from "./kms/behaviour";
import { behaviour as logging } from "./logging/behaviour";
import { behaviour as organizations } from "./organizations/behaviour";
import { behaviour as projects } from "./projects/behaviour";
import { behaviour as pubsub } from "./pubsub/behaviour";
import { behaviour as random } from "./random/behaviour";
import { behaviour as secretmanager } from "./secretmanager/behaviour";
import { behaviour as serviceaccount } from "./serviceaccount/behaviour";
import { behaviour as servicenetworking } from "./servicenetworking/behaviour";
import { behaviour as sql } from "./sql/behaviour";
import { behaviour as storage } from "./storage/behaviour";
import type { World, WorldRecord } from "./world";

/** A resource as its behaviour sees it. In a preview its inputs may be unknown. */
export interface Subject {
  inputs: PropertyMap;
  /** Empty as long as the cloud has not given one. */
  id: string;
  generation: number;
  /** That which it has, and those that it had before: name → digest. */
  revisions: Readonly<Record<string, string>>;
  /** The number of a project; of the resource's own where none is named. */
  projectNumber(project?: string): string;
  /** Bytes by chance: others in every resource, and every time it is made. */
  randomBytes(count: number): Buffer;
}

/** What a provider's plan makes of a change, beyond what its schema says (`CustomizeDiff`). */
export interface PlannedChange {
  /** The inputs, with what the plan takes back as it was. */
  inputs?: PropertyMap;
  /** Paths at which a change makes a new resource. */
  replaces?: readonly string[];
}

export interface Behaviour {
  /** `old` is what the cloud has, as far as it can be put in. Either may hold unknowns. */
  plan?(old: PropertyMap, news: PropertyMap): PlannedChange;
  /** Outputs, and inputs that the cloud fills in when they are left out. */
  outputs?(subject: Subject): Record<string, PropertyValue | undefined>;
  /** Its revisions after it was made or changed, with those that it had. */
  revisions?(id: string, inputs: PropertyMap, before: Readonly<Record<string, string>>): Record<string, string>;
  /** Whether the cloud has made one of that id by itself. */
  isTaken?(id: string, world: World): boolean;
  /** Whether its provider, reading it, takes it for gone although the cloud still tells of it. */
  isGone?(record: WorldRecord, world: World): boolean;
  /** What lies in it and no program declared, where its deletion would be refused for that; and what of it has a record. */
  contents?(record: WorldRecord, world: World): (Contents & { records: readonly WorldRecord[] }) | undefined;
  /** What goes with it when it is deleted. */
  deletesToo?(record: WorldRecord, world: World): WorldRecord[];
  /**
   * What the cloud keeps after a deletion: all of it, as it was; what its name brings back; or the memory that it was
   * there, which a rule may ask for. @default "nothing"
   */
  afterDelete?(record: WorldRecord): "nothing" | "everything" | "soft-deleted" | "remembered";
}

export type Behaviours = Readonly<Record<string, Behaviour>>;

const all: Behaviours = {
  ...artifactregistry,
  ...bigquery,
  ...certificatemanager,
  ...cloudflare,
  ...cloudrunv2,
  ...cloudscheduler,
  ...compute,
  ...dns,
  ...iam,
  ...kms,
  ...logging,
  ...organizations,
  ...projects,
  ...pubsub,
  ...random,
  ...secretmanager,
  ...serviceaccount,
  ...servicenetworking,
  ...sql,
  ...storage,
};

export function behaviourOf(token: string): Behaviour {
  return all[token] ?? {};
}

/** Tokens with a behaviour. */
export const behaviours = Object.keys(all);
