/**
 * Who may do what on which repository. Without an argument it answers requests; `migrate` brings the database up to date;
 * `administrator EMAIL` makes somebody administrator of everything, for the first one, whom nobody else can grant it.
 */
import { join } from "node:path";
import { events, given, publisher, readVariables } from "../../contract";
import { tellingAudit } from "../audit";
import { connectTo, migrate, outbox } from "../database";
import { caller, log, logTracesOf, place, serve } from "../serving";
import { changeInput, read } from "./inputs";
import { keysIn } from "./keys";
import { policyIn } from "./policy";
import { iam } from "./routes";

const changesTo = (topic: string) => publisher(events.policyChanged, { topic, source: "/iam" });

async function answerRequests(): Promise<void> {
  const variables = readVariables("iam", {
    catalog: given.database("catalog"),
    changed: given.publish("policy-changed"),
    audit: given.call("audit"),
  });
  logTracesOf((await place()).project);
  const pool = await connectTo(variables.catalog);
  const changes = changesTo(variables.changed.topic);
  const waiting = outbox(pool, events.policyChanged, changes);
  await serve({
    name: "iam",
    routes: iam({
      keys: keysIn(pool),
      policy: policyIn(pool),
      published: waiting.published,
      audit: tellingAudit(caller(variables.audit.url, { timeout: 2_000 })),
    }),
    ready: () => pool.query("SELECT FROM bindings LIMIT 1"),
    stop: async () => {
      await changes.close();
      await pool.end();
    },
  });
  await waiting.flush(); // of changes that nobody was told of
}

async function migrateDatabase(): Promise<void> {
  const { catalog } = readVariables("catalog-migrations", { catalog: given.database("catalog") });
  const pool = await connectTo(catalog);
  try {
    await migrate(pool, join(__dirname, "migrations"));
  } finally {
    await pool.end();
  }
}

async function makeAdministrator(subject: string | undefined): Promise<void> {
  const variables = readVariables("iam", {
    catalog: given.database("catalog"),
    changed: given.publish("policy-changed"),
  });
  const change = read(changeInput, { subject, repository: "*", role: "administrator", granted: true });
  const pool = await connectTo(variables.catalog);
  const changes = changesTo(variables.changed.topic);
  try {
    await policyIn(pool).change(change, "administrator");
    await outbox(pool, events.policyChanged, changes).published({ repository: change.repository });
  } finally {
    await changes.close();
    await pool.end();
  }
}

const commands: Readonly<Record<string, (argument: string | undefined) => Promise<void>>> = {
  serve: answerRequests,
  migrate: migrateDatabase,
  administrator: makeAdministrator,
};

async function main([name = "serve", argument]: readonly string[]): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new Error(`${name} is not among ${Object.keys(commands).join(", ")}`);
  await command(argument);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  log.error("iam ended", error);
  process.exit(1);
});
