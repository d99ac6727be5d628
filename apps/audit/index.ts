/**
 * How `iam` tells `audit` what happened.
 * Belongs here: the form of an entry and how it is sent. What becomes of one is the application's own.
 */
import { randomUUID } from "node:crypto";
import { log } from "../serving";
import type { Entry } from "./entries";

export type { Entry } from "./entries";

export type Tell = (entry: Omit<Entry, "at">) => Promise<void>;

/** Tells it once, however often it is sent. What cannot be told is logged, and keeps nobody from going on. */
export function tellingAudit(audit: (path: `/${string}`, init?: RequestInit) => Promise<Response>): Tell {
  return async (entry) => {
    try {
      const answer = await audit(`/entries/${randomUUID()}`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ...entry, at: new Date().toISOString() }),
      });
      if (!answer.ok) throw new Error(`audit answers ${answer.status}`);
    } catch (error) {
      log.error("audit was not told", error, { entry });
    }
  };
}
