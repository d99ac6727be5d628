/** Who may do what: asked by other services, and changed by people who may. */
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { events } from "../../contract";
import type { Tell } from "../audit";
import type { Outbox } from "../database";
import { type Access, actions } from "../oci";
import { identityOf, Refused, type Routes, routes } from "../serving";
import { accessInput, changeInput, json, keyInput, read, repositoryInput } from "./inputs";
import type { Keys } from "./keys";
import type { Policy } from "./policy";
import type { Right } from "./roles";

export interface IamParts {
  keys: Keys;
  policy: Policy;
  /** Resolves once the events of what was changed are published. */
  published: Outbox<typeof events.policyChanged>["published"];
  /** Told of what decides who may do what, and of who was refused. */
  audit: Tell;
}

const largest = 64 * 1024;

export function iam({ keys, policy, published, audit }: IamParts): Routes {
  const app = routes();
  const tooLarge = () => {
    throw new Refused(413, "UNSUPPORTED", `the body is larger than ${largest} bytes`);
  };
  app.use(bodyLimit({ maxSize: largest, onError: tooLarge }));

  const callerOf = (context: Context) => identityOf((name) => context.req.header(name));
  async function demand(subject: string, right: Right, repository: string): Promise<void> {
    if ((await policy.rightsOf(subject, repository)).includes(right)) return;
    await audit({ action: "refused", actor: subject, repository });
    throw new Refused(403, "DENIED", `${subject} may not ${right} ${repository}`);
  }

  /** Which of the wanted somebody with a key may do. What they may not is left out, and is no error. */
  app.post("/access", async (context) => {
    const { user, key, wanted } = read(accessInput, await json(() => context.req.json()));
    if (!(await keys.isValid(user, key))) throw new Refused(401, "UNAUTHORIZED", "this user has no such key");
    const granted = await Promise.all(
      wanted.map(async (one): Promise<Access> => {
        const held = await policy.rightsOf(user, one.name);
        return { ...one, actions: actions.filter((action) => one.actions.includes(action) && held.includes(action)) };
      }),
    );
    return context.json({ subject: user, granted: granted.filter(({ actions: some }) => some.length > 0) });
  });

  app.get("/bindings", async (context) => {
    const { repository } = read(repositoryInput, context.req.query());
    await demand(callerOf(context), "see", repository);
    return context.json({ bindings: await policy.bindingsOf(repository) });
  });

  app.post("/bindings", async (context) => {
    const change = read(changeInput, await json(() => context.req.json()));
    const actor = callerOf(context);
    await demand(actor, "grant", change.repository);
    const changed = await policy.change(change, actor);
    const { subject, repository, role, granted } = change;
    if (changed) await audit({ action: granted ? "granted" : "taken", actor, subject, repository, role });
    await published({ repository });
    return context.json({ changed });
  });

  /** Keys are one's own: nobody makes one for another, or could act in their name. */
  app.post("/keys", async (context) => {
    const { days } = read(keyInput, await json(() => context.req.json()));
    const actor = callerOf(context);
    const made = await keys.make(actor, days);
    await audit({ action: "key-made", actor });
    return context.json(made, 201, { "Cache-Control": "no-store" });
  });

  app.delete("/keys/:id", async (context) => {
    const actor = callerOf(context);
    if (!(await keys.drop(actor, context.req.param("id"))))
      throw new Refused(404, "NOT_FOUND", "you have no key of this id");
    await audit({ action: "key-dropped", actor });
    return context.body(null, 204);
  });
  return app;
}
