/** Who may do what on which repository. */
import type { Pool } from "pg";
import { events } from "../../contract";
import { enqueue, inTransaction } from "../database";
import { isRole, type Right, type Role, rights, roles } from "./roles";

export interface Binding {
  subject: string;
  /** A repository's name, a prefix that ends with `/*`, or `*`. */
  repository: string;
  role: Role;
}

export interface Change extends Binding {
  /** Given, or taken away. */
  granted: boolean;
}

/** All patterns that a repository is among: `team/app` → `team/app`, `team/*`, `*`. Of a pattern, those as wide or wider. */
export function patternsOf(repository: string): string[] {
  const parts = repository.split("/");
  const prefixes = parts.slice(0, -1).map((_, i) => `${parts.slice(0, i + 1).join("/")}/*`);
  return [...new Set([repository, ...prefixes, "*"])];
}

export function policyIn(pool: Pool) {
  return {
    /** What a subject may do with a repository. */
    async rightsOf(subject: string, repository: string): Promise<Right[]> {
      const { rows } = await pool.query<{ role: string }>({
        name: "rights",
        text: "SELECT role FROM bindings WHERE subject = $1 AND repository = ANY ($2)",
        values: [subject, patternsOf(repository)],
      });
      const held: Right[] = rows.flatMap(({ role }) => (isRole(role) ? roles[role] : []));
      return rights.filter((right) => held.includes(right));
    },

    async bindingsOf(repository: string): Promise<Binding[]> {
      const { rows } = await pool.query<Binding>(
        "SELECT subject, repository, role FROM bindings WHERE repository = ANY ($1) ORDER BY 2, 1, 3",
        [patternsOf(repository)],
      );
      return rows;
    },

    /** Stores a change with the event of it. False where nothing differs, and then there is no event. */
    change({ subject, repository, role, granted }: Change, actor: string): Promise<boolean> {
      return inTransaction(pool, async (client) => {
        const { rowCount } = granted
          ? await client.query(
              `INSERT INTO bindings (subject, repository, role, granted_by) VALUES ($1, $2, $3, $4)
                ON CONFLICT DO NOTHING`,
              [subject, repository, role, actor],
            )
          : await client.query("DELETE FROM bindings WHERE subject = $1 AND repository = $2 AND role = $3", [
              subject,
              repository,
              role,
            ]);
        if (rowCount === 1)
          await enqueue(client, events.policyChanged, { repository, actor, changes: [{ subject, role, granted }] });
        return rowCount === 1;
      });
    },
  };
}
export type Policy = ReturnType<typeof policyIn>;
