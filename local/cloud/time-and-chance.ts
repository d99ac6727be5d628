/**
 * What a cloud takes from no request: the time, and chance. Everything else that it makes up (ids, numbers, digests)
 * follows from what it is made up for, so that it is the same in whatever order parallel operations are done.
 */
import { randomBytes } from "node:crypto";

export interface TimeAndChance {
  now(): Date;
  /** `subject`: what they are for. A rehearsal answers the same for the same subject. */
  randomBytes(count: number, subject: string): Buffer;
}

export const realTimeAndChance: TimeAndChance = { now: () => new Date(), randomBytes: (count) => randomBytes(count) };
