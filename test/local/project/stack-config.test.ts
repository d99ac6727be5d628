import assert from "node:assert/strict";
import {
  findProject,
  PassphraseCrypter,
  parseOverride,
  readStackFile,
  refuseUnreadable,
  type StackConfig,
  stackConfig,
  stackNames,
} from "../../../local/project";
import { folder, pulumiYaml } from "./folder";

interface Case {
  /** More of Pulumi.yaml. */
  project?: string;
  stack: string;
  overrides?: Record<string, string>;
  environment?: NodeJS.ProcessEnv;
}

async function configOf({ project = "", stack, overrides = {}, environment = {} }: Case): Promise<StackConfig> {
  const root = folder({ "Pulumi.yaml": pulumiYaml(project), "Pulumi.dev.yaml": stack });
  const found = findProject(root);
  return stackConfig(found, readStackFile(found, "dev"), new Map(Object.entries(overrides)), environment);
}

describe("stack files", () => {
  it("names: a stack is a file Pulumi.<stack>.yaml", () => {
    const files = {
      "Pulumi.yaml": pulumiYaml(),
      "Pulumi.prod.yaml": "",
      "Pulumi.dev-ada.yaml": "",
      "Other.x.yaml": "",
    };
    assert.deepEqual(stackNames(findProject(folder(files))), ["dev-ada", "prod"]);
  });

  it("unknown: the error lists the stacks there are", () => {
    const project = findProject(folder({ "Pulumi.yaml": pulumiYaml(), "Pulumi.dev.yaml": "", "Pulumi.prod.yaml": "" }));
    assert.throws(() => readStackFile(project, "staging"), { message: /no stack "staging": the stacks are dev, prod/ });
  });

  it("stackConfigDir: they may stand in a folder of their own", () => {
    const files = { "Pulumi.yaml": pulumiYaml("stackConfigDir: config"), "config/Pulumi.dev.yaml": "config: {a: 1}" };
    assert.deepEqual(stackNames(findProject(folder(files))), ["dev"]);
  });

  it("unknown key: it is named, with its line and what is allowed", async () => {
    await assert.rejects(configOf({ stack: "config: {}\nconfg: {}\n" }), { message: /unknown key confg: .*config/ });
  });

  it("environment: what only Pulumi's service can read is refused by name", async () => {
    await assert.rejects(configOf({ stack: "environment: [base]\n" }), { message: /Pulumi.dev.yaml:1: .*ESC/ });
  });

  it("one key written twice: both spellings are named", async () => {
    const stack = "config:\n  shop:owner: ada\n  owner: grace\n";
    await assert.rejects(configOf({ stack }), { message: /:3: config.owner: is the same key as shop:owner/ });
  });
});

describe("stackConfig(): values", () => {
  it("form: texts stay, scalars and objects are JSON with sorted keys, keys get the project's namespace", async () => {
    const stack = [
      "config:",
      "  owner: ada",
      "  gcp:config:region: europe-west1",
      "  n: 3",
      "  f: 1.5",
      "  b: true",
      "  id: 12345678901234567890",
      "  o: {b: [1, x], a: {c: null}}",
    ].join("\n");
    const { values } = await configOf({ stack });
    assert.deepEqual(values, {
      "shop:owner": "ada",
      "gcp:region": "europe-west1",
      "shop:n": "3",
      "shop:f": "1.5",
      "shop:b": "true",
      "shop:id": "12345678901234567890",
      "shop:o": '{"a":{"c":null},"b":[1,"x"]}',
    });
  });

  it("merge: the stack goes before the project's defaults and values", async () => {
    const project = "config:\n  size: {type: integer, default: 1}\n  tier: {default: low}\n  gcp:zone: a\n";
    const { values } = await configOf({ project, stack: "config:\n  size: 2\n" });
    assert.deepEqual(values, { "shop:size": "2", "shop:tier": "low", "gcp:zone": "a" });
  });

  it("override: what one run sets goes before the stack", async () => {
    const { values } = await configOf({ stack: "config: {size: 2}", overrides: { "shop:size": "7" } });
    assert.equal(values["shop:size"], "7");
  });

  it("override: key=value, with or without a namespace", () => {
    const project = findProject(folder({ "Pulumi.yaml": pulumiYaml() }));
    assert.deepEqual(parseOverride(project, "awake=a=b"), ["shop:awake", "a=b"]);
    assert.deepEqual(parseOverride(project, "gcp:zone="), ["gcp:zone", ""]);
    for (const wrong of ["awake", "=x", "a:b:c=x"])
      assert.throws(() => parseOverride(project, wrong), { message: /write key=value/ });
  });

  it("missing: all declared keys without a value are named at once, with what they mean", async () => {
    const project = "config:\n  owner: {type: string, description: who pays}\n  domain: {type: string}\n";
    await assert.rejects(configOf({ project, stack: "config: {}\n" }), (error: Error) => {
      assert.match(error.message, /shop:owner is missing \(who pays\)/);
      assert.match(error.message, /shop:domain is missing/);
      return true;
    });
  });

  const typed: [type: string, good: string, bad: string, expected: RegExp][] = [
    ["integer", '"12"', "1.5", /:2: config.k: must be an integer, is 1.5/],
    ["boolean", "true", "maybe", /must be a boolean, is maybe/],
    ["string", "12", "[a]", /must be a string, is \["a"\]/],
    ["object", "{a: 1}", "text", /must be an object, is text/],
    ["array, items: {type: string}", "[a, b]", "[a, 1]", /must be an array of string values, is \["a",1\]/],
  ];
  for (const [type, good, bad, expected] of typed)
    it(`type ${type}: ${good} is one, ${bad} is not`, async () => {
      const project = `config:\n  k: {type: ${type}}\n`;
      await configOf({ project, stack: `config:\n  k: ${good}\n` });
      await assert.rejects(configOf({ project, stack: `config:\n  k: ${bad}\n` }), { message: expected });
    });

  it("type: a value for one run is judged too, and named as such", async () => {
    const project = "config:\n  k: {type: boolean}\n";
    const wrong = configOf({ project, stack: "config: {k: true}", overrides: { "shop:k": "perhaps" } });
    await assert.rejects(wrong, { message: /--config shop:k: must be a boolean, is perhaps/ });
  });

  it("dates: Pulumi would hand on a time, so quotes are asked for", async () => {
    await assert.rejects(configOf({ stack: "config:\n  until: 2026-12-01\n" }), {
      message: /:2: 2026-12-01 .*"2026-12-01"/,
    });
    const { values } = await configOf({ stack: 'config:\n  until: "2026-12-01"\n' });
    assert.equal(values["shop:until"], "2026-12-01");
  });

  it("structures: a list or a map may be given as JSON, as on a command line", async () => {
    const project = "config: { images: { type: object }, regions: { type: array, items: { type: string } } }";
    const overrides = { "shop:images": '{"iam":"a:1"}', "shop:regions": '["europe-west1"]' };
    const { values } = await configOf({ project, stack: "config: {}", overrides });
    assert.deepEqual(values, overrides);
  });

  it("large numbers: inside an object, where JSON would round them, quotes are asked for", async () => {
    const wrong = configOf({ stack: "config:\n  o: {id: 12345678901234567890}\n" });
    await assert.rejects(wrong, { message: /:2: config.o: 12345678901234567890 is too large .*quotes/ });
  });

  it("no value: read as an empty text, with a warning", async () => {
    const { values, warnings } = await configOf({ stack: "config:\n  k:\n" });
    assert.equal(values["shop:k"], "");
    assert.match(warnings[0] ?? "", /Pulumi.dev.yaml: shop:k has no value/);
  });
});

describe("stackConfig(): secrets", () => {
  let salt: string;
  let token: string;
  before(async () => {
    const crypter = await PassphraseCrypter.create("open sesame");
    salt = crypter.salt;
    token = crypter.encrypt("t0ken");
  });
  const stack = () =>
    `encryptionsalt: ${salt}\nconfig:\n  token: {secure: "${token}"}\n  o: {a: [{secure: "${token}"}], b: 1}\n`;

  it("with the passphrase: values are plain for the program, and known as secret", async () => {
    const config = await configOf({ stack: stack(), environment: { PULUMI_CONFIG_PASSPHRASE: "open sesame" } });
    assert.deepEqual(config.values, { "shop:token": "t0ken", "shop:o": '{"a":["t0ken"],"b":1}' });
    assert.deepEqual(config.secretKeys, ["shop:token", "shop:o"]);
    refuseUnreadable(config);
  });

  it("with a passphrase file: the same", async () => {
    const file = `${folder({ phrase: "open sesame\n" })}/phrase`;
    const config = await configOf({ stack: stack(), environment: { PULUMI_CONFIG_PASSPHRASE_FILE: file } });
    assert.equal(config.values["shop:token"], "t0ken");
  });

  const unreadable: [why: string, environment: NodeJS.ProcessEnv, expected: RegExp][] = [
    ["no passphrase", {}, /set PULUMI_CONFIG_PASSPHRASE/],
    ["another passphrase", { PULUMI_CONFIG_PASSPHRASE: "wrong" }, /does not fit .*Pulumi.dev.yaml/],
  ];
  for (const [why, environment, expected] of unreadable)
    it(`${why}: a preview gets a placeholder and a warning for each key, an up is refused`, async () => {
      const config = await configOf({ stack: stack(), environment });
      assert.equal(config.values["shop:token"], "[unreadable secret shop:token]");
      assert.equal(config.values["shop:o"], '{"a":["[unreadable secret shop:o]"],"b":1}');
      assert.deepEqual(config.secretKeys, ["shop:token", "shop:o"]);
      assert.equal(config.warnings.length, 2);
      assert.match(config.warnings[0] ?? "", expected);
      assert.throws(() => refuseUnreadable(config), { message: /cannot decrypt shop:token, shop:o: / });
    });

  it("another secrets provider: it is named, and never asked", async () => {
    const config = await configOf({ stack: `secretsprovider: gcpkms://x\nconfig: {token: {secure: abc}}\n` });
    assert.match(config.warnings[0] ?? "", /shop:token .*gcpkms:\/\/x/);
  });

  it("a placeholder is not judged by its type", async () => {
    const config = await configOf({ project: "config:\n  token: {type: integer, secret: true}\n", stack: stack() });
    assert.deepEqual(config.unreadable, ["shop:token", "shop:o"]);
  });

  it("declared secret: plain text in the file is refused, for one run it is secret all the same", async () => {
    const project = "config:\n  token: {type: string, secret: true}\n";
    await assert.rejects(configOf({ project, stack: "config:\n  token: abc\n" }), { message: /:2: .*--secret/ });
    const config = await configOf({ project, stack: "config: {}", overrides: { "shop:token": "abc" } });
    assert.deepEqual(config.secretKeys, ["shop:token"]);
  });

  it("an encrypted key set for one run: readable, and still secret", async () => {
    const config = await configOf({
      stack: `encryptionsalt: ${salt}\nconfig: {token: {secure: "${token}"}}\n`,
      overrides: { "shop:token": "x" },
    });
    assert.deepEqual(config.unreadable, []);
    assert.deepEqual(config.secretKeys, ["shop:token"]);
  });
});
