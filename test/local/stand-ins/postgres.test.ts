import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { postgresMissing, startPostgres } from "../../../local/stand-ins/postgres";

describe("a Postgres server", () => {
  before(function () {
    const missing = postgresMissing(18);
    if (!missing) return;
    console.log(`    skipped: ${missing}`);
    this.skip();
  });

  it("is gone with its data once stopped, even if connections are open; stopping again does nothing", async () => {
    const server = await startPostgres(18, "ada");
    const client = await server.connect({ user: "ada", database: "postgres" });
    assert.equal((await client.query("SELECT 1 AS one")).rows[0].one, 1);
    await server.stop();
    assert.equal(existsSync(server.host), false);
    await assert.rejects(server.connect({ user: "ada", database: "postgres" }), { code: "ENOENT" });
    await server.stop();
  });

  it("is gone too when the process that started it is killed", async () => {
    const program = `
      const { startPostgres } = require(${JSON.stringify(join(__dirname, "../../../local/stand-ins/postgres"))});
      startPostgres(18, "ada").then(({ host }) => console.log(host));
      setInterval(() => {}, 1000)`;
    const process_ = spawn(process.execPath, ["--require", "tsx/cjs", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [chunk] = await once(process_.stdout, "data");
    const host = String(chunk).trim();
    assert.ok(existsSync(join(host, ".s.PGSQL.5432")));
    process_.kill("SIGKILL");
    for (let waited = 0; existsSync(host) && waited < 10_000; waited += 50) await sleep(50);
    assert.equal(existsSync(host), false);
  });
});
