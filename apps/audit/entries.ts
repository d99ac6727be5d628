/** What somebody did, or was refused, that decides who may do what. */
import { z } from "zod";

const name = z.string().max(255);

export const entrySchema = z.strictObject({
  action: z.enum(["granted", "taken", "refused", "key-made", "key-dropped"]),
  actor: name,
  /** When it happened. */
  at: z.iso.datetime(),
  /** Whom it is about, where that is not the actor. */
  subject: name.optional(),
  /** A repository's name or a pattern. */
  repository: name.optional(),
  role: name.optional(),
});
export type Entry = z.infer<typeof entrySchema>;
