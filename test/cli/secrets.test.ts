import assert from "node:assert/strict";
import { ProjectCopy } from "../support/project-copy";

/** What marks a secret in a deployment in Pulumi's format. */
const mark = "4dabf18193072939515e22adb298388d";

/** Every secret of an exported state, in plain text; short ones prove nothing, since they stand everywhere. */
function secretsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (!(mark in value)) return Object.values(value).flatMap(secretsIn);
  return textsIn(JSON.parse((value as { plaintext?: string }).plaintext ?? "null")).filter((text) => text.length >= 16);
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

for (const stack of ["dev-ada", "staging", "prod"])
  describe(`the secrets of ${stack}`, function () {
    this.timeout(180_000);
    const copy = new ProjectCopy(stack);
    after(() => copy.remove());

    it("stand in nothing that is said or shown: events, a failure, differences, outputs, an exported state", async () => {
      const said: { args: string[]; text: string }[] = [];
      const run = async (...args: string[]) => {
        const ended = await copy.flotilla(...args, "--stack", stack);
        said.push({ args, text: ended.output });
        return ended;
      };
      const failed = await run(
        "up",
        "--yes",
        "--json",
        "--fault",
        "create:gcp:secretmanager/secretVersion:SecretVersion=always",
      );
      assert.notEqual(failed.status, 0);
      const up = await run("up", "--yes", "--diff");
      assert.equal(up.status, 0, up.output);
      await run("preview", "--diff", "--json", "--replace", "**");
      await run("outputs", "--json");
      await run("state", "list");
      await run("state", "export");

      const { out } = await copy.flotilla("state", "export", "--show-secrets", "--stack", stack);
      const secrets = [...new Set(secretsIn(JSON.parse(out)))];
      assert.ok(secrets.length >= 6, `only ${secrets.length} secrets were made`);
      for (const { args, text } of said) {
        assert.ok(text.length > 0);
        for (const secret of secrets) assert.ok(!text.includes(secret), `${args.join(" ")} tells a secret`);
      }
    });
  });
