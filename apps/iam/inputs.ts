/** What may be sent to `iam`. */
import { z } from "zod";
import { actions } from "../oci";
import { Refused } from "../serving";
import { type Role, roles } from "./roles";

/** An account's address, as tokens and events name who does something. */
const subject = z.string().regex(/^[!-9;-~]{1,254}$/); // a colon ends the name where a client logs in

const name = z.string().max(255);
const pattern = name.regex(/^(\*|[a-z0-9][a-z0-9._/-]*(\/\*)?)$/);

export const accessInput = z.strictObject({
  user: subject,
  key: z.string().max(200),
  wanted: z.array(z.strictObject({ type: z.literal("repository"), name, actions: z.array(z.enum(actions)) })).max(10),
});

export const changeInput = z.strictObject({
  subject,
  repository: pattern,
  role: z.enum(Object.keys(roles) as [Role, ...Role[]]),
  granted: z.boolean(),
});

export const keyInput = z.strictObject({ days: z.int().min(1).max(365).default(90) });

export const repositoryInput = z.strictObject({ repository: pattern });

/** @throws {Refused} 400 naming what is wrong, never with a value: it may be a key */
export function read<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  throw new Refused(400, "UNSUPPORTED", `${issue?.path.join(".") || "the input"}: ${issue?.message}`);
}

/** @throws {Refused} 400 when it is no JSON */
export async function json(body: () => Promise<unknown>): Promise<unknown> {
  try {
    return await body();
  } catch {
    throw new Refused(400, "UNSUPPORTED", "the body is no JSON");
  }
}
