import type * as gcp from "@pulumi/gcp";
import type { Region } from "../../../contract";
import type { Environment } from "../../environment";
import type { Capability } from "../../iam/capability";
import type { ContainerArgs } from "../../run/container";
import type { JobDelivery } from "../../run/job";
import type { Timing } from "../../run/schedule";
import type { WholeSize } from "../../run/size";
import type { Transforms } from "../../transform";
import type { Database } from "./database";
import type { DatabaseImages } from "./roles-job";
import type { MaintenanceWindow, PostgresVersion } from "./settings";
import type { DatabaseSize } from "./size";

/** What is run against a database, as its owner, before anyone else connects. */
export interface Migrations extends ContainerArgs, WholeSize {
  /** Capabilities beside the owner's connection. @default none */
  can?: readonly Capability<JobDelivery>[];
}

/** The instance that a copy is made of. */
export interface CopyOf {
  /** A database of this environment, or the name of an instance in its project. */
  instance: Database | string;
  /** The moment in time, in UTC, as in `"2026-11-27T10:00:00Z"`. @default now */
  at?: `${number}-${number}-${number}T${number}:${number}:${number}Z`;
}

export interface DatabaseArgs<D extends string = string> {
  /** Where it stands, and what decides its size, care and protection. The primary is in the home region. */
  environment: Environment;
  /** Images of the tools that make its roles. */
  images: DatabaseImages;
  /** Databases in the instance; the first is the one that `connect("…")` means. @default one of the component's name */
  databases?: readonly [D, ...D[]];
  /** Major version of Postgres. A greater one upgrades in place; a lesser one is refused. @default "17" */
  version?: PostgresVersion;
  /** @default by kind of environment */
  size?: DatabaseSize;
  /** Gigabytes to begin with, 10 to 65536; grows by itself, and never shrinks. @default 10 */
  disk?: number;
  /** Regions with a copy that answers reads, beside home. Adding or removing one touches no other. @default none */
  replicas?: readonly Region[];
  /** Run as the owner, whenever anything of it changes, before anyone else connects. @default none */
  migrations?: Migrations;
  /** When Cloud SQL may restart it for maintenance. @default Sunday, 3 o'clock UTC */
  maintenance?: MaintenanceWindow;
  /** Flags of Postgres, beside those that every instance has. @default none */
  flags?: Readonly<Record<string, string>>;
  /** When a developer's instance goes to sleep; refused where databases do not sleep. @default 19 o'clock UTC, every day */
  sleep?: Timing;
  /**
   * Begins as a copy of another instance, with its databases and logins, and is on its own from then on. Leave it in: without
   * it the databases would be made, which came with the copy. @default empty
   */
  copyOf?: CopyOf;
  /**
   * Name of an existing instance that is taken over as it is, with its databases: nothing of it is changed, and nobody
   * connects yet. Then say `instanceName` in place of this, and the next `up` brings it into line with everything here.
   */
  adopt?: string;
  /** Name of the instance, of one that was adopted. @default the component's name and six digits by chance */
  instanceName?: string;
  /** Last resort, listed in review: changes some children's arguments, but not what others were told of them. */
  transform?: Transforms<{ instance: Omit<gcp.sql.DatabaseInstanceArgs, FixedArgument> }>;
}

/** What a `transform` may not touch: others were told it. */
export const fixedArguments = ["name", "project", "region", "masterInstanceName"] as const;
export type FixedArgument = (typeof fixedArguments)[number];
