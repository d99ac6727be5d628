import assert from "node:assert/strict";
import { cpSync, existsSync, lstatSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../cli";
import { PassphraseCrypter } from "../../local";
import { folder } from "../local/project/folder";
import { project } from "./project";
import { flotilla, testTerminal } from "./terminal";

const program = `
const gcp = require("@pulumi/gcp");
const pulumi = require("@pulumi/pulumi");
const provider = new gcp.Provider("google", { project: "shop-dev", region: "europe-west1" });
const group = new pulumi.ComponentResource("shop:index:Group", "group", {}, { provider });
const api = new gcp.projects.Service("api", { service: "pubsub.googleapis.com" }, { parent: group });
new gcp.pubsub.Topic("topic", { labels: { token: pulumi.secret("t0ken") } }, { parent: group, dependsOn: api });
module.exports = { token: pulumi.secret("t0ken") };
`;

const stateOf = (root: string) => join(root, ".flotilla/dev/state.json");
const cloudOf = (root: string) => join(root, ".flotilla/dev/cloud.json");

/** What every file of a project holds. */
function bytes(root: string): Map<string, string> {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (name) => !name.startsWith("node_modules") && lstatSync(join(root, name)).isFile(),
  );
  return new Map(files.map((name) => [name, readFileSync(join(root, name), "latin1")]));
}

/** A message, and no more: one error, no trace of the program's insides, and nothing else changed. */
async function assertRefused(
  root: string,
  args: string[],
  expected: { code: number; message: RegExp },
  environment: NodeJS.ProcessEnv = {},
): Promise<void> {
  const before = bytes(root);
  const terminal = testTerminal(root);
  Object.assign(terminal.environment, environment);
  const code = await run(args, terminal);
  const said = terminal.out.text + terminal.err.text;
  assert.match(said, expected.message);
  assert.equal(code, expected.code, said);
  assert.equal(said.match(/error: /g)?.length, 1, said);
  assert.doesNotMatch(said, /^\s+at .*:\d+:\d+\)?$/m);
  assert.deepEqual(bytes(root), before);
}

// biome-ignore lint/suspicious/noExplicitAny: what stands in a file is what the test says
type Json = any;

/** Changes a JSON file as somebody with an editor would. */
const edited = (file: (root: string) => string, change: (content: Json) => void) => (root: string) => {
  const content = JSON.parse(readFileSync(file(root), "utf8"));
  change(content);
  writeFileSync(file(root), JSON.stringify(content, null, 4));
};
const editedState = (change: (deployment: Json, resource: (name: string) => Json) => void) =>
  edited(stateOf, ({ deployment }) =>
    change(deployment, (name) => deployment.resources.find(({ urn }: Json) => urn.endsWith(`::${name}`))),
  );
const written = (file: (root: string) => string, text: string) => (root: string) => writeFileSync(file(root), text);
const truncated = (file: (root: string) => string) => (root: string) =>
  truncateSync(file(root), Math.floor(readFileSync(file(root)).length / 2));
const journal = (file: (root: string) => string, text: string) => (root: string) =>
  writeFileSync(file(root).replace(/json$/, "journal"), text);

const reading = [
  ["up", "--yes"],
  ["preview"],
  ["destroy", "--yes"],
  ["refresh", "--yes"],
  ["outputs"],
  ["state", "list"],
  ["state", "export"],
];

const brokenStates: [what: string, make: (root: string) => void, message: RegExp][] = [
  [
    "cut off",
    truncated(stateOf),
    /state\.json is not a state that can be read: it is not JSON, or only a part of it \(.*\)\. It was left as it is: restore it/,
  ],
  ["empty", written(stateOf, ""), /state\.json is not a state that can be read: it is empty\. It was left/],
  ["no deployment", written(stateOf, "[]"), /state\.json .*: the file is a list, not an object\./],
  [
    "of another version",
    edited(stateOf, (file) => (file.version = 2)),
    /it is of version 2; the local engine reads version 3/,
  ],
  [
    "a resource twice",
    editedState(({ resources }) => resources.push(resources.at(-1))),
    /resource urn:pulumi:dev::shop::\S+ is there twice/,
  ],
  [
    "a dependency that is gone",
    editedState((_, resource) => (resource("topic").dependencies = ["urn:pulumi:dev::shop::a:b:C::gone"])),
    /resource \S+::topic needs urn:pulumi:dev::shop::a:b:C::gone, not before it/,
  ],
  [
    "a parent that is gone",
    editedState(
      (deployment) => (deployment.resources = deployment.resources.filter(({ urn }: Json) => !urn.endsWith("::group"))),
    ),
    /resource \S+::api needs \S+::group, not before it/,
  ],
  [
    "a provider that is gone",
    editedState(
      (deployment) =>
        (deployment.resources = deployment.resources.filter(({ urn }: Json) => !urn.endsWith("::google"))),
    ),
    /resource \S+ needs (provider )?\S+::google, not before it/,
  ],
  [
    "a field of another kind",
    editedState((_, resource) => (resource("topic").custom = "yes")),
    /deployment\.resources\[\d\]\.custom: .*expected boolean/,
  ],
  [
    "an operation of an unknown kind",
    editedState(
      (deployment, resource) => (deployment.pending_operations = [{ type: "painting", resource: resource("topic") }]),
    ),
    /deployment\.pending_operations\[0\]\.type: /,
  ],
  [
    "a secret that was damaged",
    editedState(
      (_, resource) =>
        (resource("topic").inputs.labels.token.ciphertext = "v1:AAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAA"),
    ),
    /the secret at \S+::topic inputs\.labels\.token cannot be decrypted .*; was it written with another passphrase\?/,
  ],
  [
    "a value of an unknown kind",
    editedState((_, resource) => (resource("topic").inputs.labels["4dabf18193072939515e22adb298388d"] = "beef")),
    /\S+::topic inputs\.labels holds a value of a kind that the local engine does not keep \(signature beef\)/,
  ],
  [
    "a salt that is none",
    editedState((deployment) => (deployment.secrets_providers.state.salt = "pepper")),
    /encryption salt "pepper" .*is not of Pulumi's v1 form/,
  ],
  [
    "the journal of another state",
    journal(stateOf, `{"journalOf":"beef"}\n{"ended":[0]}\n`),
    /state\.journal beside it holds changes of another version of it\. Both were left as they are/,
  ],
  [
    "a journal of two writers",
    journal(stateOf, `{"journalOf":"beef"}\n{"en{"ended":[0]}\n`),
    /line 2 of state\.journal beside it is not a change\. Both were left as they are/,
  ],
];

const brokenClouds: [what: string, make: (root: string) => void, message: RegExp][] = [
  [
    "cut off",
    truncated(cloudOf),
    /cloud\.json does not hold a local cloud's world \(.*\); nothing was changed\. Put back a copy of it/,
  ],
  ["empty", written(cloudOf, ""), /cloud\.json does not hold a local cloud's world \(.*\)/],
  [
    "of another version",
    edited(cloudOf, (file) => (file.version = 7)),
    /cloud\.json does not hold a local cloud's world \(version: .*\)/,
  ],
  [
    "a resource without an id",
    edited(cloudOf, ({ resources }) => delete resources[0].id),
    /cloud\.json does not hold a local cloud's world \(resources\.0\.id: .*\)/,
  ],
];

describe("broken files", () => {
  let up: string;
  before(async () => {
    up = project(program);
    const { code, out, err } = await flotilla(up, "up", "-s", "dev", "--yes");
    assert.equal(code, 0, out + err);
    assert.ok(existsSync(cloudOf(up)));
  });

  const broken = (make: (root: string) => void): string => {
    const root = folder({});
    cpSync(up, root, { recursive: true, verbatimSymlinks: true });
    make(root);
    return root;
  };

  for (const [index, [what, make, message]] of brokenStates.entries()) {
    const command = reading[index % reading.length] as string[];
    it(`a state, ${what}: ${command.join(" ")} says so, and leaves it`, () =>
      assertRefused(broken(make), [...command, "-s", "dev"], { code: 1, message }));
  }

  for (const command of reading)
    it(`a state, cut off: so does ${command.join(" ")}`, () =>
      assertRefused(broken(truncated(stateOf)), [...command, "-s", "dev"], {
        code: 1,
        message: /state\.json is not a state that can be read: it is not JSON/,
      }));

  for (const [index, [what, make, message]] of brokenClouds.entries()) {
    const command = reading[index % 4] as string[];
    it(`a cloud, ${what}: ${command.join(" ")} says so, and leaves it`, () =>
      assertRefused(broken(make), [...command, "-s", "dev"], { code: 1, message }));
  }

  it("a journal whose last line was cut off by a crash: is read without it", async () => {
    const root = broken(journal(stateOf, `{"journalOf":"`));
    const { code, out } = await flotilla(root, "preview", "-s", "dev", "--expect-no-changes");
    assert.equal(code, 0, out);
  });
});

const flags: [what: string, args: string[], message: RegExp][] = [
  ["one that there is not", ["up", "--yse"], /unknown option '--yse'\n\(Did you mean --yes\?\)/],
  ["one of another command", ["destroy", "-c", "size=2"], /unknown option '-c'\n\(see flotilla destroy --help\)/],
  ["without its value", ["up", "--stack"], /option '-s, --stack <name>' argument missing/],
  [
    "given twice",
    ["up", "-s", "dev", "-s", "prod"],
    /'-s, --stack <name>' argument 'prod' is invalid\. It was "dev" before: give it once/,
  ],
  ["half a number", ["up", "-p", "1.5"], /'1\.5' is invalid\. It must be a whole number from 1/],
  ["a number below nought", ["up", "-p", "-1"], /'-1' is invalid\. It must be a whole number from 1/],
  ["no number", ["up", "-p", "many"], /'many' is invalid\. It must be a whole number from 1/],
  [
    "a setting without a value",
    ["up", "-s", "dev", "--yes", "-c", "size"],
    /--config size: write key=value, as in shop:name=value/,
  ],
  ["a setting without a name", ["preview", "-s", "dev", "-c", "=2"], /--config =2: write key=value/],
  ["two forms at once", ["outputs", "-s", "dev", "--json", "--shell"], /--json and --shell are two forms: give one/],
  [
    "what a target needs, and no target",
    ["up", "-s", "dev", "--yes", "--target-dependents"],
    /name one with --target, or leave it out/,
  ],
  [
    "all but the protected, and some",
    ["destroy", "-s", "dev", "--yes", "--exclude-protected", "-t", "a"],
    /leave one out/,
  ],
  [
    "a fault in no form",
    ["destroy", "-s", "dev", "--yes", "--fault", "delete"],
    /--fault "delete" is not OPERATION.*as in create#3=once/,
  ],
  [
    "a stack that was mistyped",
    ["preview", "-s", "dve"],
    /project shop has no stack "dve": did you mean dev\? The stacks are dev, prod/,
  ],
  ["a stack like none", ["refresh", "-s", "other", "--yes"], /no stack "other": the stacks are dev, prod/],
  [
    "a file to read that is not there",
    ["state", "import", "-s", "dev", "--yes", "--file", "gone.json"],
    /--file gone\.json cannot be read/,
  ],
  ["a command that was mistyped", ["state", "lst"], /unknown command 'lst'\n\(Did you mean list\?\)/],
];

describe("flags that cannot be meant", () => {
  let root: string;
  before(() => {
    root = project("");
  });
  for (const [what, args, message] of flags)
    it(`${what}: exit code 2, and nothing is done`, () => assertRefused(root, args, { code: 2, message }));
});

describe("a value that cannot be decrypted", () => {
  let crypter: PassphraseCrypter;
  let secret: string;
  before(async () => {
    crypter = await PassphraseCrypter.create("right");
    secret = crypter.encrypt("t0ken");
  });

  const file = (lines: string[], secure: string) =>
    project("", {
      "Pulumi.dev.yaml": [...lines, "config:", "  owner: ada", "  token:", `    secure: ${secure}`, ""].join("\n"),
    });
  const right = { PULUMI_CONFIG_PASSPHRASE: "right" };
  const cases: [what: string, make: () => string, environment: NodeJS.ProcessEnv, message: RegExp][] = [
    [
      "no passphrase",
      () => file([`encryptionsalt: ${crypter.salt}`], secret),
      {},
      /cannot decrypt shop:token: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to the passphrase of \S+Pulumi\.dev\.yaml\. A value can be given for this run instead: --config shop:token=…/,
    ],
    [
      "another passphrase",
      () => file([`encryptionsalt: ${crypter.salt}`], secret),
      { PULUMI_CONFIG_PASSPHRASE: "wrong" },
      /cannot decrypt shop:token: the passphrase given does not fit \S+Pulumi\.dev\.yaml: set/,
    ],
    [
      "a passphrase file that is gone",
      () => file([`encryptionsalt: ${crypter.salt}`], secret),
      { PULUMI_CONFIG_PASSPHRASE_FILE: "gone" },
      /PULUMI_CONFIG_PASSPHRASE_FILE gone cannot be read/,
    ],
    [
      "no salt",
      () => file([], secret),
      right,
      /cannot decrypt shop:token: \S+Pulumi\.dev\.yaml has no encryptionsalt to make a key with/,
    ],
    [
      "a salt that is none",
      () => file(["encryptionsalt: pepper"], secret),
      right,
      /Pulumi\.dev\.yaml: encryption salt "pepper" is not of Pulumi's v1 form/,
    ],
    [
      "a damaged text",
      () => file([`encryptionsalt: ${crypter.salt}`], `${secret.slice(0, -8)}AAAAAAA=`),
      right,
      /Pulumi\.dev\.yaml:5: config\.token: cannot be decrypted: it was encrypted with another key, or is damaged: set it again with `pulumi config set --secret shop:token`/,
    ],
    [
      "a key kept elsewhere",
      () => file(["secretsprovider: gcpkms://projects/shop/locations/eu/keyRings/r/cryptoKeys/k"], secret),
      right,
      /keeps its secrets with gcpkms:\S+, which a local run does not ask\. A value can be given/,
    ],
  ];
  for (const [what, make, environment, message] of cases)
    it(`${what}: up says so, and nothing is done`, () =>
      assertRefused(make(), ["up", "-s", "dev", "--yes"], { code: 1, message }, environment));
});
