/** Cloud SQL: the machine while it runs, storage and backups always. */
import type { Deployment, Resource } from "../deployment";
import type { PriceId } from "../prices";
import { flagAt, numberAt, textAt, type Values } from "../values";
import { type Charge, each, type Unpriced } from "./finding";
import { putsToSleep } from "./sleep";

/** Storage of a new instance where none is asked for (cloud.google.com/sql/docs/postgres/instance-settings). */
const defaultDiskSize = 10;

type Cost = Omit<Charge, "resources">;
type Unknown = Omit<Unpriced, "resources">;

export const databaseInstance = each((instance, deployment) => {
  const { properties } = instance;
  const version = textAt(properties, "databaseVersion") ?? "";
  if (version.startsWith("SQLSERVER")) return [{ unpriced: `${version}: licences are not in the table of prices` }];
  if (textAt(properties, "settings.edition") === "ENTERPRISE_PLUS")
    return [{ price: "sql-enterprise-plus", quantity: 1, reason: "its edition" }];
  const region = textAt(properties, "region");
  // A standby in another zone has a machine and a disk of its own, and each price of a regional instance is twice the zonal.
  const copies = textAt(properties, "settings.availabilityType") === "REGIONAL" ? 2 : 1;
  const activity = activityOf(instance, deployment);
  return [
    ...machine(properties, copies).map((cost) => when(cost, activity)),
    ...storage(properties, copies),
    ...backups(properties),
    ...address(properties, activity),
  ].map((finding) => ("price" in finding ? { ...finding, region } : finding));
});

type Activity = "always on" | "asleep" | "sleeps on a schedule";

function activityOf(instance: Resource, deployment: Deployment): Activity {
  if (textAt(instance.properties, "settings.activationPolicy") === "NEVER") return "asleep";
  return deployment.some((job) => putsToSleep(job, instance, deployment)) ? "sleeps on a schedule" : "always on";
}

function when(cost: Cost | Unknown, activity: Activity): Cost | Unknown {
  if (activity === "always on" || !("price" in cost)) return cost;
  return { ...cost, when: "awake", reason: `${cost.reason}; ${activity}` };
}

const sharedCores: Readonly<Record<string, PriceId>> = { "db-f1-micro": "sql-micro", "db-g1-small": "sql-small" };

/** `db-custom-VCPUS-MEGABYTES` and the older `db-n1-standard-VCPUS` (3.75 GB each) and `db-n1-highmem-VCPUS` (6.5 GB). */
function sizeOf(tier: string): { vcpus: number; memory: number } | undefined {
  const [, custom, megabytes] = /^db-custom(?:-n1)?-(\d+)-(\d+)$/.exec(tier) ?? [];
  if (custom && megabytes) return { vcpus: Number(custom), memory: Number(megabytes) / 1024 };
  const [, family, cores] = /^db-n1-(standard|highmem)-(\d+)$/.exec(tier) ?? [];
  return cores ? { vcpus: Number(cores), memory: Number(cores) * (family === "standard" ? 3.75 : 6.5) } : undefined;
}

function machine(properties: Values, copies: number): (Cost | Unknown)[] {
  const tier = textAt(properties, "settings.tier") ?? "";
  const reason = `runs as ${tier}${copies > 1 ? ", and a standby beside it" : ""}`;
  const shared = sharedCores[tier];
  if (shared) return [{ price: shared, quantity: copies, reason }];
  const size = sizeOf(tier);
  if (!size) return [{ unpriced: `the machine ${tier} is not in the table of prices` }];
  return [
    { price: "sql-vcpu", quantity: size.vcpus * copies, reason },
    { price: "sql-memory", quantity: size.memory * copies, reason },
  ];
}

const disks: Readonly<Record<string, PriceId>> = { PD_SSD: "sql-ssd", PD_HDD: "sql-hdd" };

function storage(properties: Values, copies: number): (Cost | Unknown)[] {
  const type = textAt(properties, "settings.diskType") ?? "PD_SSD";
  const price = disks[type];
  if (!price) return [{ unpriced: `storage of type ${type} is not in the table of prices` }];
  const standby = copies > 1 ? ", and the standby's" : "";
  return [{ price, quantity: diskSize(properties) * copies, reason: `a disk is paid for awake and asleep${standby}` }];
}

/** Backups are incremental: while nobody writes, the first one holds all there is, which is at most the disk. */
function backups(properties: Values): Cost[] {
  if (!flagAt(properties, "settings.backupConfiguration.enabled")) return [];
  return [
    {
      price: "sql-backup",
      quantity: diskSize(properties),
      reason: "at most: one backup of a full disk, and nothing new after it",
    },
  ];
}

function address(properties: Values, activity: Activity): Cost[] {
  const isPublic = flagAt(properties, "settings.ipConfiguration.ipv4Enabled") ?? true;
  if (!isPublic || activity === "always on") return [];
  return [{ price: "sql-idle-address", quantity: 1, reason: "is paid for while it is asleep", when: "asleep" }];
}

function diskSize(properties: Values): number {
  return numberAt(properties, "settings.diskSize") ?? defaultDiskSize;
}
