import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../cli";
import { project } from "./project";
import { flotilla, testTerminal } from "./terminal";

const program = `
const pulumi = require("@pulumi/pulumi");
const options = { provider: new pulumi.ProviderResource("gcp", "gcp", { project: "registry-dev-ada" }) };
const make = (type, name, args) => new pulumi.CustomResource(type, name, args, options);
make("gcp:projects/service:Service", "pubsub", { service: "pubsub.googleapis.com" });
make("gcp:pubsub/topic:Topic", "topic", { name: "pulls", labels: { team: "registry" } });
make("gcp:projects/service:Service", "monitoring", { service: "monitoring.googleapis.com" });
make("gcp:monitoring/notificationChannel:NotificationChannel", "channel", {
  type: "webhook",
  displayName: "on call",
  labels: { url: "https://example.dev/" },
  sensitiveLabels: { authToken: pulumi.secret("t0ken-of-ada") },
});
`;
const topic = "projects/registry-dev-ada/topics/pulls";

describe("flotilla cloud edit", () => {
  let root: string;
  /** What stands in for a person: code that changes the document it is given. */
  const edit = async (change: string, ...names: string[]) => {
    const editor = join(root, "editor.js");
    writeFileSync(
      editor,
      `const fs = require("fs"); const file = process.argv.at(-1); let text = fs.readFileSync(file, "utf8");
       const world = JSON.parse(text); const all = world.resources; ${change};
       fs.writeFileSync(file, text === "" ? "{" : JSON.stringify(world, null, 2) + "\\n");`,
    );
    const terminal = testTerminal(root);
    terminal.environment.EDITOR = `${process.execPath} '${editor}'`;
    const code = await run(["cloud", "edit", ...names, "--stack", "dev"], terminal);
    return { code, out: terminal.out.text, err: terminal.err.text };
  };
  const preview = async () => (await flotilla(root, "preview", "-s", "dev", "--diff")).out;
  const world = () => readFileSync(join(root, ".flotilla/dev/cloud.json"), "utf8");
  before(async () => {
    root = project(program);
    const { code, out } = await flotilla(root, "up", "-s", "dev", "--yes");
    assert.equal(code, 0, out);
  });

  it("a change by hand is drift: refresh takes it in, and up takes it back", async () => {
    const { code, out, err } = await edit(`all[0].properties.labels = { team: "billing" }`, "pulls");
    assert.equal(code, 0, err);
    assert.equal(out, `changed gcp:pubsub/topic:Topic ${topic}: labels\n`);
    assert.match(await preview(), /no changes/);
    assert.equal((await flotilla(root, "refresh", "-s", "dev", "--yes")).code, 0);
    assert.match(await preview(), /labels\.team: "billing" => "registry"/);
    assert.equal((await flotilla(root, "up", "-s", "dev", "--yes")).code, 0);
  });

  it("a deletion by hand: refresh forgets the resource, and up makes it again", async () => {
    const { out } = await edit("world.resources = []", topic);
    assert.equal(out, `deleted gcp:pubsub/topic:Topic ${topic}\n`);
    assert.equal((await flotilla(root, "refresh", "-s", "dev", "--yes")).code, 0);
    assert.match((await flotilla(root, "up", "-s", "dev", "--yes")).out, /\+ 1 created/);
  });

  it("what is made by hand is in the way of a program that wants its name", async () => {
    const properties = `{ project: "registry-dev-ada", name: "pushes" }`;
    const { code, out, err } = await edit(`all.push({ type: "gcp:pubsub/topic:Topic", properties: ${properties} })`);
    assert.equal(code, 0, err);
    assert.match(out, /^made gcp:pubsub\/topic:Topic projects\/registry-dev-ada\/topics\/pushes\n$/);
    writeFileSync(join(root, "index.js"), `${program}make("gcp:pubsub/topic:Topic", "other", { name: "pushes" });`);
    assert.match((await flotilla(root, "up", "-s", "dev", "--yes")).out, /Error 409/);
    writeFileSync(join(root, "index.js"), program);
  });

  const channel = "gcp:monitoring/notificationChannel:NotificationChannel";
  const refresh = async () => (await flotilla(root, "refresh", "-s", "dev", "--yes", "--diff")).out;

  it("a secret is shown as a word, which stands for it as long as it stands there", async () => {
    const seen = join(root, "seen.json");
    const { out } = await edit(
      `fs.writeFileSync(${JSON.stringify(seen)}, text); all[0].properties.displayName = "nobody"`,
      channel,
    );
    assert.match(out, /NotificationChannel \S+: displayName\n$/);
    assert.match(readFileSync(seen, "utf8"), /"authToken": "\[secret \d+\]"/);
    assert.doesNotMatch(readFileSync(seen, "utf8"), /t0ken-of-ada/);
    assert.doesNotMatch(await refresh(), /authToken/);
  });

  it("a secret that is changed is encrypted again, and is drift", async () => {
    const { code, out, err } = await edit(`all[0].properties.sensitiveLabels.authToken = "another-t0ken"`, channel);
    assert.equal(code, 0, err);
    assert.match(out, /: sensitiveLabels\n$/);
    assert.doesNotMatch(world(), /t0ken/);
    assert.match(await refresh(), /sensitiveLabels/);
  });

  it("an editor that changes nothing: nothing is changed", async () => {
    assert.equal((await edit("")).out, "nothing was changed\n");
  });

  const mistakes: [what: string, change: string, names: string[], expected: RegExp][] = [
    ["a wrong value", `all[0].properties.schemaSettings = 5`, ["pulls"], /schemaSettings must be an object/],
    ["a property that is not one", `all[0].properties.lables = {}`, ["pulls"], /lables is no property of it/],
    [
      "a type that is not one",
      `all.push({ type: "gcp:pubsub/topic:Topik", properties: {} })`,
      [],
      /did you mean gcp:pubsub\/topic:Topic\?/,
    ],
    ["a field that is not one", `all[0].owner = "ada"`, ["pulls"], /resources\.0: Unrecognized key: "owner"/],
    ["the same id twice", `all.push(all[0])`, ["pulls"], /is there twice/],
    ["a text that is not JSON", `text = ""`, ["pulls"], /JSON/],
  ];
  for (const [what, change, names, expected] of mistakes)
    it(`${what}: nothing is changed, and what was written is not lost`, async () => {
      const before = world();
      const { code, err } = await edit(change, ...names);
      assert.equal(code, 2, err);
      assert.match(err, expected);
      assert.equal(world(), before);
      const [, file = ""] = /what you wrote is kept in (.*):$/m.exec(err) ?? [];
      assert.ok(existsSync(file), err);
    });

  it("an id that is not there: the nearest one is named", async () => {
    const { code, err } = await edit("", "puls");
    assert.equal(code, 1);
    assert.match(err, /nothing of the id "puls"; did you mean "pulls"\?/);
  });

  it("no editor, or one that fails: a remedy, and nothing is changed", async () => {
    const terminal = testTerminal(root);
    assert.equal(await run(["cloud", "edit", "-s", "dev"], terminal), 2);
    assert.match(terminal.err.text, /no editor is known: set EDITOR/);
    assert.match((await edit("process.exit(1)")).err, /ended with exit code 1, so nothing was changed/);
  });
});
