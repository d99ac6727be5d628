import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DockerfileParser } from "dockerfile-ast";
import { ValidationSeverity, type ValidatorSettings, validate } from "dockerfile-utils";
import { applications, bundle } from "../../apps/bundle";
import { freePort, type StandIn } from "../../local/stand-ins/listening";
import { postgresMissing } from "../../local/stand-ins/postgres";
import { logsOf } from "../support/app";
import { type Backends, startBackends } from "../support/backends";
import { startApplication, untilReady } from "../support/bundled";
import { startMetadata } from "../support/metadata";

const text = readFileSync(join(__dirname, "../../apps/Dockerfile"), "utf8");

describe("the image of an application", () => {
  const strict: Record<keyof ValidatorSettings, ValidationSeverity> = {
    deprecatedMaintainer: ValidationSeverity.ERROR,
    directiveCasing: ValidationSeverity.ERROR,
    emptyContinuationLine: ValidationSeverity.ERROR,
    instructionCasing: ValidationSeverity.ERROR,
    instructionCmdMultiple: ValidationSeverity.ERROR,
    instructionEntrypointMultiple: ValidationSeverity.ERROR,
    instructionHealthcheckMultiple: ValidationSeverity.ERROR,
    instructionJSONInSingleQuotes: ValidationSeverity.ERROR,
    instructionWorkdirRelative: ValidationSeverity.ERROR,
  };
  const problemsOf = (file: string) => validate(file, strict).map(({ message }) => message);

  it("its Dockerfile: nothing that a linter has to say of it", () => {
    assert.deepEqual(problemsOf(text), []);
    assert.notDeepEqual(problemsOf(text.replace("USER nonroot", "MAINTAINER ada")), []);
  });

  it("its Dockerfile: runs nothing in the last stage, and what it runs there is nobody's", () => {
    const instructions = DockerfileParser.parse(text).getInstructions();
    const stages = instructions.map((one) => one.getKeyword()).lastIndexOf("FROM");
    const last = instructions.slice(stages).map((one) => [one.getKeyword(), one.getArgumentsContent() ?? ""]);
    assert.deepEqual(
      last.map(([keyword]) => keyword),
      ["FROM", "ENV", "COPY", "USER", "ENTRYPOINT"],
    );
    const said = Object.fromEntries(last);
    assert.match(said.FROM, /\/distroless\/nodejs22-[a-z0-9]+:nonroot$/);
    assert.equal(said.USER, "nonroot");
    assert.ok(Array.isArray(JSON.parse(said.ENTRYPOINT)), "no shell is needed to start it");
  });

  describe("as it is laid out", () => {
    const folder = mkdtempSync(join(tmpdir(), "flotilla-image-"));
    const account = nobody();
    let backends: Backends;
    let metadata: StandIn;
    let variables: Record<string, string>;

    before(async function () {
      if (postgresMissing(18)) this.skip();
      bundle(folder);
      chmodSync(folder, 0o755);
      await logsOf(async () => {
        backends = await startBackends();
      });
      metadata = await startMetadata("app@registry-dev.iam.gserviceaccount.com");
      variables = {
        GCE_METADATA_HOST: metadata.host,
        METADATA_SERVER_DETECTION: "assume-present",
        PUBLIC_HOST: "registry.example.dev",
        TOKENS_HOST: "registry.example.dev",
        IAM_URL: "http://127.0.0.1:1",
        AUDIT_URL: "http://127.0.0.1:1",
        TOKENS_URL: "http://127.0.0.1:1",
        ...backends.variables("write"),
        SIGNING_KEY_VERSION: "projects/p/locations/l/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1",
        SIGNING_KEY_ID: "1",
        SIGNING_ALGORITHM: "ES256",
        IMAGE_PULLED_TOPIC: "projects/registry-dev/topics/image-pulled",
        IMAGE_PUSHED_TOPIC: "projects/registry-dev/topics/image-pushed",
        POLICY_CHANGED_TOPIC: "projects/registry-dev/topics/policy-changed",
      };
    });
    after(async () => {
      await backends?.close();
      await metadata?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it("has an application for each image of the program", () => {
      assert.deepEqual(applications, ["audit", "iam", "notifier", "push", "registry", "tokens"]);
      assert.deepEqual(readdirSync(join(folder, "iam")).sort(), ["main.js", "main.js.map", "migrations"]);
    });

    for (const name of applications)
      it(`${name}: starts alone, as nobody and with no package beside it, answers its probes, and stops when it is told`, async () => {
        const port = await freePort();
        const one = startApplication(join(folder, name, "main.js"), {
          variables: { ...variables, PORT: String(port) },
          account,
          cwd: "/",
        });
        try {
          await untilReady(one, `http://127.0.0.1:${port}`);
          assert.equal((await fetch(`http://127.0.0.1:${port}/live`)).status, 200);
        } finally {
          await one.kill("SIGTERM");
        }
        assert.equal(one.process.exitCode, 0, one.output());
        assert.match(one.output(), new RegExp(`"${name} has stopped"`));
      });

    it("iam: finds its migrations", async () => {
      const file = join(folder, "iam", "main.js");
      const output = execFileSync(process.execPath, [file, "migrate"], { env: variables, cwd: "/", encoding: "utf8" });
      assert.match(output, /nothing to migrate/);
    });
  });
});

/** Who an image's process runs as; undefined where the tests do not run as root, and so nothing can be given up. */
function nobody(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}
