import type { DatabaseSize } from "./data/database/size";

/** What an environment is for. A stack that does not say is not built. */
export const kinds = ["developer", "staging", "production"] as const;
export type Kind = (typeof kinds)[number];

/** How requests from outside arrive: through a load balancer, or at each service's own address. */
export type EdgeMode = "balanced" | "direct";

/** Everything that differs between the kinds of environment, and nothing that does not. */
export interface KindDefaults {
  /** Whether it belongs to one person, who is part of its labels and of the names that environments share. */
  owned: boolean;
  /** Whether its state may be encrypted with a passphrase: whoever knows that reads all of it, for ever. */
  passphrase: boolean;
  /** Whether the cloud refuses to delete what serves or keeps data. */
  deletionProtection: boolean;
  /** A forwarding rule costs 18 dollars a month, idle or not (cloud-facts, section 5). */
  edge: EdgeMode;
  /** Whether images are named by digest: what was tried in staging is then what runs in production. */
  imagesByDigest: boolean;
  /** Instances of a service in each region; `min` are paid for when idle. */
  instances: { min: number; max: number };
  /** Most instances that all services and jobs together may reach in a region: the most that a flood of requests costs. */
  instanceBudget: number;
  /** Whether keys live in software or in a hardware module, which costs forty times as much (cloud-facts, section 5). */
  keys: "SOFTWARE" | "HSM";
  /** Size and care of a database. */
  database: {
    size: DatabaseSize;
    /** Whether a second machine in another zone takes over, at twice the price. */
    highAvailability: boolean;
    /** Daily backups that are kept, with recovery to any moment of the last 7 days; 0 for none of it. */
    backups: number;
    /** When it goes to sleep, as cron has it, in UTC: asleep, it costs its storage alone. */
    sleeps: string | undefined;
  };
  /** Days for which files that were overwritten or deleted can be restored, and are paid for; 0 for not at all. */
  restorableDays: 0 | 7 | 30;
  /** Whether somebody has to be told when what runs by the clock does not succeed. */
  watched: boolean;
  /** Days that recorded events are kept. */
  eventDays: number;
  /** Share of network flows that are logged; 0 switches the logs off. They have no free tier (cloud-facts, section 5). */
  flowLogs: number;
  /**
   * Share of the requests to the load balancer that are logged, above 0: 0.5 dollars a GiB after the first 50 of a month
   * (cloud-facts, section 5). Cloud Run logs what reaches a service anyway, so a tenth is enough where requests are many.
   */
  requestLogs: number;
}

export const kindDefaults: Readonly<Record<Kind, Readonly<KindDefaults>>> = {
  developer: {
    owned: true,
    passphrase: true,
    deletionProtection: false,
    edge: "direct",
    imagesByDigest: false,
    instances: { min: 0, max: 2 },
    instanceBudget: 30,
    keys: "SOFTWARE",
    restorableDays: 0,
    watched: false,
    eventDays: 7,
    database: { size: "micro", highAvailability: false, backups: 0, sleeps: "0 19 * * *" },
    flowLogs: 0,
    requestLogs: 1,
  },
  staging: {
    owned: false,
    passphrase: false,
    deletionProtection: true,
    edge: "balanced",
    imagesByDigest: true,
    instances: { min: 0, max: 10 },
    instanceBudget: 150,
    keys: "SOFTWARE",
    restorableDays: 7,
    watched: true,
    eventDays: 30,
    database: { size: { cpu: 1, memory: "3840Mi" }, highAvailability: false, backups: 7, sleeps: undefined },
    flowLogs: 0,
    requestLogs: 1,
  },
  production: {
    owned: false,
    passphrase: false,
    deletionProtection: true,
    edge: "balanced",
    imagesByDigest: true,
    instances: { min: 1, max: 100 },
    instanceBudget: 1000,
    keys: "HSM",
    restorableDays: 30,
    watched: true,
    eventDays: 400,
    database: { size: { cpu: 2, memory: "8Gi" }, highAvailability: true, backups: 30, sleeps: undefined },
    flowLogs: 0.1,
    requestLogs: 0.1,
  },
};
