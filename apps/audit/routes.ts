/** Keeps who did what that decides who may do what: an entry in the log each, with who may do what from then on. */
import { bodyLimit } from "hono/body-limit";
import { identityOf, log, Refused, type Routes, routes } from "../serving";
import { type Entry, entrySchema } from "./entries";

export interface AuditParts {
  iam: (path: `/${string}`, init?: RequestInit) => Promise<Response>;
}

const largest = 16 * 1024;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function audit({ iam }: AuditParts): Routes {
  const app = routes();
  const tooLarge = () => {
    throw new Refused(413, "UNSUPPORTED", `an entry has at most ${largest} bytes`);
  };

  app.put("/entries/:id", bodyLimit({ maxSize: largest, onError: tooLarge }), async (context) => {
    const teller = identityOf((name) => context.req.header(name));
    const id = context.req.param("id");
    if (!uuid.test(id)) throw new Refused(400, "UNSUPPORTED", "an entry's id is a UUID");
    const { success, data: entry, error } = entrySchema.safeParse(await context.req.json().catch(() => undefined));
    if (!success) throw new Refused(400, "UNSUPPORTED", error.issues[0]?.message ?? "is no entry");
    log.info(`${entry.actor} ${entry.action} ${entry.repository ?? ""}`.trimEnd(), {
      "logging.googleapis.com/insertId": id, // one that is sent twice is shown once
      time: entry.at,
      audit: { ...entry, teller, bindings: await bindingsOf(entry) },
    });
    await log.written();
    return context.body(null, 204);
  });

  /**
   * Who may do what with the repository now, where that has changed: a refusal changes nothing, and it may be this account
   * that was refused just that. What `iam` does not show is no reason to lose an entry.
   */
  async function bindingsOf({ action, repository }: Entry): Promise<unknown> {
    if (repository === undefined || action === "refused") return undefined;
    try {
      const answer = await iam(`/bindings?${new URLSearchParams({ repository })}`);
      if (answer.ok) return ((await answer.json()) as { bindings: unknown }).bindings;
      log.warning(`iam answers ${answer.status}: make this account auditor of *, for entries to say who may do what`);
    } catch (error) {
      log.error("iam was not asked", error);
    }
    return undefined;
  }
  return app;
}
