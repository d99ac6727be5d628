import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Job, root, type Step, stepsOf, type Workflow, workflowLinter, workflows } from "./workflows";

const all = workflows();
const gate = all.find(({ file }) => file === ".github/workflows/gate.yml") as Workflow;
const scripts = (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> })
  .scripts;

describe("workflows", () => {
  let lint: (text: string) => Promise<string[]>;
  before(async () => {
    lint = await workflowLinter();
  });

  it("the linter finds what is wrong: a permission, a job that is not there, a key, a function", async () => {
    const mistakes = await lint(
      [
        "on: push",
        "permissions: { contents: red }",
        "jobs:",
        "  a: { runs-on: ubuntu-24.04, steps: [{ run: ls }] }",
        "  b: { runs-on: ubuntu-24.04, needs: c, steps: [{ run: ls, if: now(), shel: sh }] }",
      ].join("\n"),
    );
    assert.deepEqual([...new Set(mistakes)].sort(), [
      "2: Unexpected value 'red'",
      "5: Job 'b' depends on unknown job 'c'.",
      "5: Unexpected value 'shel'",
      "5: Unrecognized function: 'now'",
      "5: Value 'c' is not valid",
    ]);
  });

  for (const workflow of all)
    describe(workflow.file, () => {
      const jobs: [string, Job][] = Object.entries(workflow.jobs);

      it("the linter finds nothing", async () => {
        assert.deepEqual(await lint(workflow.text), []);
      });

      it("actions: each is pinned by a commit, and says which version that is", () => {
        const lines = workflow.text.split("\n").filter((line) => /^\s*(- )?uses:/.test(line));
        assert.equal(lines.length, stepsOf(workflow).filter(({ uses }) => uses).length);
        for (const line of lines) assert.match(line, /uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      });

      it("permissions: none for the workflow, and each job says its own", () => {
        assert.deepEqual(workflow.permissions, {});
        for (const [name, { permissions }] of jobs) {
          assert.equal(typeof permissions, "object", name);
          const mayWrite = (permissions as Record<string, string>).contents === "write";
          assert.ok(!mayWrite || Object.keys(workflow.on).join() === "workflow_dispatch", name);
        }
      });

      it("a command that fails in a pipe fails its step", () => {
        assert.deepEqual(workflow.defaults, { run: { shell: "bash" } });
      });

      it("jobs end by themselves, and keep no credentials of the checkout", () => {
        for (const [name, job] of jobs) assert.ok((job["timeout-minutes"] ?? 999) <= 120, name);
        for (const step of stepsOf(workflow).filter(({ uses }) => uses?.startsWith("actions/checkout@")))
          assert.equal(step.with?.["persist-credentials"], false);
      });

      it("no event gives the code of a stranger rights, and no text of a stranger is taken for a command", () => {
        for (const event of ["pull_request_target", "workflow_run", "issue_comment"])
          assert.ok(!Object.hasOwn(workflow.on, event), event);
        for (const { run = "" } of stepsOf(workflow)) assert.doesNotMatch(run, /\$\{\{/);
      });

      it("code of a pull request runs where nothing can be written", () => {
        if (!Object.hasOwn(workflow.on, "pull_request")) return;
        for (const [name, { permissions, steps = [] }] of jobs)
          if (Object.values(permissions ?? {}).includes("write") && !mayFederate(permissions))
            assert.ok(!steps.some(({ run = "" }) => /\bnpm\b|\bnpx\b|\.github\//.test(run)), name);
      });
    });
});

/** A token that federates writes nothing in GitHub. */
function mayFederate(permissions: Job["permissions"]): boolean {
  const writes = Object.entries(permissions ?? {}).filter(([, right]) => right === "write");
  return writes.length === 1 && writes[0]?.[0] === "id-token";
}

describe("the templates", () => {
  const named = (name: string) => all.find(({ file }) => file === `templates/github/${name}.yml`) as Workflow;

  it("deploys: nothing but what is merged, one after the other, each in an environment that can ask for approval", () => {
    const { on, jobs, text } = named("deploy");
    assert.deepEqual(on.push, { branches: ["main"] });
    assert.match(text, /cancel-in-progress: false/);
    assert.deepEqual(
      Object.values(jobs).map(({ environment }) => environment),
      ["staging", "prod"],
    );
    assert.equal(jobs.production?.needs, "staging");
  });

  it("previews: from branches of the repository alone, and they change nothing", () => {
    const { jobs, text } = named("preview");
    assert.match(text, /head\.repo\.id == github\.event\.repository\.id/);
    const runs = Object.values(jobs).flatMap(({ steps = [] }) => steps.flatMap(({ run = "" }) => run));
    assert.ok(runs.some((run) => run.startsWith("pulumi preview ")));
    assert.ok(!runs.some((run) => /pulumi (up|destroy|refresh)/.test(run)));
  });

  it("credentials: every job that takes some exchanges a token, and keeps no key", () => {
    for (const workflow of all)
      for (const [name, { permissions, steps = [] }] of Object.entries(workflow.jobs)) {
        const takes = steps.some(({ uses }) => uses?.startsWith("google-github-actions/auth@"));
        assert.equal(Object.hasOwn(permissions as object, "id-token"), takes, `${workflow.file}: ${name}`);
        for (const step of steps) assert.ok(!Object.hasOwn(step.with ?? {}, "credentials_json"));
      }
  });

  it("pulumi: the version that the SDK has", () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const versions = all.flatMap(stepsOf).flatMap((step) => step.with?.["pulumi-version"] ?? []);
    assert.ok(versions.length > 0);
    assert.deepEqual([...new Set(versions)], [dependencies["@pulumi/pulumi"]]);
  });

  it("a developer's environment: no other stack is touched", () => {
    const guard = stepsOf(named("environment"))[0]?.run as string;
    const guarded = (STACK: string) =>
      spawnSync("bash", ["-e", "-c", guard], { env: { ...process.env, STACK } }).status;
    assert.equal(guarded("dev-ada"), 0);
    for (const stack of ["prod", "staging", "dev-", "dev-ada --yes", "dev-a;ls"])
      assert.notEqual(guarded(stack), 0, stack);
  });
});

describe("the gate", () => {
  const commands = stepsOf(gate)
    .flatMap(({ run }) => run ?? [])
    .filter((run) => run.startsWith("npm "));

  it("commands: the workflow runs what `npm run gate` does, and what it runs is there", () => {
    const own = commands.filter((run) => run !== "npm ci");
    assert.deepEqual(own, ["npm test", "npm run previews"]);
    assert.equal(scripts.gate?.replace("--silent ", ""), own.join(" && "));
    for (const run of own) assert.ok(Object.hasOwn(scripts, run.replace(/^npm (run )?/, "")), run);
  });

  it("credentials: the gate asks for none", () => {
    for (const [name, { permissions }] of Object.entries(gate.jobs))
      assert.ok(!Object.hasOwn(permissions as object, "id-token"), name);
    assert.doesNotMatch(gate.text, /secrets\.|vars\./);
  });
});

const preview = all.find(({ file }) => file === "templates/github/preview.yml") as Workflow;
const stepNamed = (workflow: Workflow, name: string) => stepsOf(workflow).find((step) => step.name === name) as Step;

/** Runs a step as GitHub does, in a folder, with these variables and programs that stand in for others. */
function runStep(step: Step, folder: string, variables: Record<string, string>): void {
  const { status, stderr } = spawnSync("bash", ["-e", "-o", "pipefail", "-c", step.run as string], {
    cwd: folder,
    env: { PATH: `${folder}:${process.env.PATH}`, ...variables },
  });
  assert.equal(status, 0, String(stderr));
}

for (const [workflow, marker, file] of [
  [gate, "gate", "gate/comment.md"],
  [preview, "preview", "comment.md"],
] as const)
  describe(`the comment of ${workflow.file}`, () => {
    /** Runs the step with a `gh` that writes down how it was called, and answers with these ids. */
    function comment(ids: string): string[] {
      const folder = mkdtempSync(join(tmpdir(), "comment-"));
      const gh = `#!/bin/sh\necho "$@" >> "${folder}/calls"\ncase "$*" in *--paginate*) printf '${ids}';; esac\n`;
      writeFileSync(join(folder, "gh"), gh);
      chmodSync(join(folder, "gh"), 0o755);
      runStep(stepNamed(workflow, "Comment"), folder, { GITHUB_REPOSITORY: "ada/shop", PULL_REQUEST: "7" });
      const [looked = "", ...calls] = readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
      assert.ok(looked.includes(`startswith("<!-- flotilla ${marker} -->")`));
      return calls;
    }

    it("the first time it is new", () => {
      assert.deepEqual(comment(""), [
        `api --silent --method POST repos/ada/shop/issues/7/comments --field body=@${file}`,
      ]);
    });

    it("later it stands in place of the former", () => {
      assert.deepEqual(comment("31\\n32\\n"), [
        `api --silent --method PATCH repos/ada/shop/issues/comments/31 --field body=@${file}`,
      ]);
    });
  });

describe("the preview's comment", () => {
  const variables = { COMMIT: "0123456789abcdef", RUN: "https://github.com/ada/shop/actions/runs/9" };
  /** What is written of each stack → the comment. */
  function written(previews: Record<string, string>): string {
    const folder = mkdtempSync(join(tmpdir(), "preview-"));
    for (const [stack, text] of Object.entries(previews)) {
      mkdirSync(join(folder, "previews", `preview-${stack}`), { recursive: true });
      writeFileSync(join(folder, "previews", `preview-${stack}`, "preview.txt"), text);
    }
    runStep(stepNamed(preview, "Write"), folder, variables);
    return readFileSync(join(folder, "comment.md"), "utf8");
  }
  const head = "<!-- flotilla preview -->\n## What 0123456789ab changes in the real environments\n";
  const foot = `\n[All that was written](${variables.RUN})\n`;

  it("each stack, whose text is shown as it is", () => {
    assert.equal(
      written({ prod: "~~~~~~\n# a title\n\n@ada $(date) `ls`\n", staging: "error: no\n" }),
      `${head}\n### prod\n\n    ~~~~~~\n    # a title\n    \n    @ada $(date) \`ls\`\n\n### staging\n\n    error: no\n${foot}`,
    );
  });

  it("of a long one the end, so that it fits", () => {
    const long = `${"a line of a long preview\n".repeat(4_000)}the end\n`;
    for (const text of [long, "x".repeat(80_000), "\n".repeat(80_000)]) {
      const comment = written({ prod: text, staging: text });
      assert.ok(comment.length < 65_536, String(comment.length));
      assert.ok(comment.endsWith(foot));
    }
    assert.match(written({ prod: long }), /^ {4}the end$/m);
  });

  it("where none could be made, that", () => {
    assert.equal(written({}), `${head}\nNo preview could be made.\n${foot}`);
  });

  it("is written by a job that may do that and nothing else, once the previews are done", () => {
    const { tell, preview: previews } = preview.jobs;
    assert.deepEqual(tell?.permissions, { "pull-requests": "write" });
    assert.deepEqual(previews?.permissions, { contents: "read", "id-token": "write" });
    assert.equal(tell?.needs, "preview");
  });
});

describe("previews", () => {
  it("of a commit: each stack's changes against the commit before, and the tree left as it was", () => {
    const folder = mkdtempSync(join(tmpdir(), "previews-"));
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", folder, "-c", "user.name=ada", "-c", "user.email=ada@example.dev", ...args]);
    mkdirSync(join(folder, "node_modules"));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ scripts: { prepare: "true" } }));
    writeFileSync(join(folder, "package-lock.json"), "{}");
    writeFileSync(join(folder, "Pulumi.dev.yaml"), "before");
    writeFileSync(join(folder, "Pulumi.prod.yaml"), "before");
    git("init", "--quiet");
    git("add", "Pulumi.dev.yaml", "Pulumi.prod.yaml", "package.json", "package-lock.json");
    git("commit", "--quiet", "-m", "before");
    writeFileSync(join(folder, "Pulumi.prod.yaml"), "after");
    git("commit", "--quiet", "-a", "-m", "after");
    // A stand-in for `npx flotilla`: it remembers what was up, and writes what changed since.
    const bin = mkdtempSync(join(tmpdir(), "bin-"));
    const npx = `#!/bin/bash
      stack=$4
      if [ "$2" = up ]; then cp "Pulumi.$stack.yaml" "../$stack.up"; exit; fi
      while [ "$1" != --markdown ]; do shift; done
      echo "### $stack: $(cat ../$stack.up) → $(cat Pulumi.$stack.yaml)" > "$2"
      [ "$stack" != prod ]`;
    writeFileSync(join(bin, "npx"), npx);
    chmodSync(join(bin, "npx"), 0o755);
    const { status, stderr, stdout } = spawnSync("bash", [join(root, ".github", "previews.sh")], {
      cwd: folder,
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    });
    assert.equal(status, 1, `prod's preview fails: ${stderr}${stdout}`);
    const comment = readFileSync(join(folder, "gate", "comment.md"), "utf8");
    assert.match(comment, /^<!-- flotilla gate -->\n## What [0-9a-f]{12} changes\n/);
    assert.match(comment, /### dev: before → before\n### prod: before → after\n$/);
    assert.equal(String(git("worktree", "list")).trim().split("\n").length, 1);
    assert.equal(String(git("status", "--short")), "?? gate/\n");
  });
});
