/** What a resource type does that data cannot say. Each service has its table in `behaviour.ts`; here they meet. */
import type { PropertyMap, PropertyValue } from "../values";
import { behaviour as certificatemanager } from "./certificatemanager/behaviour";
import { behaviour as cloudflare } from "./cloudflare/behaviour";
import { behaviour as cloudrunv2 } from "./cloudrunv2/behaviour";
import { behaviour as compute } from "./compute/behaviour";
import { behaviour as dns } from "./dns/behaviour";
import { behaviour as projects } from "./projects/behaviour";
import { behaviour as random } from "./random/behaviour";
import { behaviour as serviceaccount } from "./serviceaccount/behaviour";
import { behaviour as servicenetworking } from "./servicenetworking/behaviour";
import { behaviour as storage } from "./storage/behaviour";
import type { World, WorldRecord } from "./world";

/** A resource as its behaviour sees it. In a preview its inputs may be unknown. */
export interface Subject {
  inputs: PropertyMap;
  /** Empty as long as the cloud has not given one. */
  id: string;
  generation: number;
  /** The number of the resource's project. */
  projectNumber(): string;
}

export interface Behaviour {
  /** Outputs, and inputs that the cloud fills in when they are left out. */
  outputs?(subject: Subject): Record<string, PropertyValue | undefined>;
  /** What goes with it when it is deleted. */
  deletesToo?(record: WorldRecord, world: World): WorldRecord[];
  /** What the cloud keeps after a deletion. @default "nothing" */
  afterDelete?(record: WorldRecord): "nothing" | "everything" | "soft-deleted";
}

export type Behaviours = Readonly<Record<string, Behaviour>>;

const all: Behaviours = {
  ...certificatemanager,
  ...cloudflare,
  ...cloudrunv2,
  ...compute,
  ...dns,
  ...projects,
  ...random,
  ...serviceaccount,
  ...servicenetworking,
  ...storage,
};

export function behaviourOf(token: string): Behaviour {
  return all[token] ?? {};
}

/** Tokens with a behaviour. */
export const behaviours = Object.keys(all);
