import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { SdkProcess, WaitingProcess } from "../../local/sdk-process";

const runner = require.resolve("@pulumi/pulumi/cmd/run");

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("a process of the SDK", () => {
  it("waiting: it is taken once", () => {
    const own = new SdkProcess(process.cwd(), runner);
    const waiting = new WaitingProcess(own);
    assert.deepEqual([waiting.take(), waiting.take()], [own, undefined]);
    own.stop();
  });

  it("waiting: what nobody has taken is ended, and what somebody has taken is theirs to end", async () => {
    const [left, taken] = [new SdkProcess(process.cwd(), runner), new SdkProcess(process.cwd(), runner)];
    const [first, second] = [new WaitingProcess(left), new WaitingProcess(taken)];
    second.take();
    for (const waiting of [first, second]) waiting.drop();
    assert.equal((await left.ended).signal, "SIGTERM");
    assert.equal(taken.child.exitCode, null);
    taken.stop();
  });

  it("waiting: it ends with who started it, though it is in a process group of its own", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sdk-process-"));
    const script = join(folder, "starter.ts");
    const path = (module: string) => JSON.stringify(require.resolve(module));
    writeFileSync(
      script,
      `import { SdkProcess } from ${path("../../local/sdk-process")};
       process.send?.(new SdkProcess(process.cwd(), ${JSON.stringify(runner)}).child.pid);`,
    );
    const starter = fork(script, { execArgv: ["--require", "tsx/cjs"] });
    const [pid] = (await once(starter, "message")) as [number];
    starter.kill("SIGKILL");
    while (isAlive(pid)) await setTimeout(20);
    rmSync(folder, { recursive: true });
  });

  it("start: that there is no such folder is its end, and nothing is thrown", async () => {
    const own = new SdkProcess("/no/such/folder", runner);
    own.run([], {});
    assert.match((await own.ended).error?.message ?? "", /ENOENT/);
  });
});
