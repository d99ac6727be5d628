import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  elementOf,
  type Property,
  providerArguments,
  type ResourceType,
  resourceType,
  resourceTypes,
  type Shape,
} from "../../../local/cloud/catalogue";
import { checkAgainst, checkMadeTypes, checkVersions } from "../../../local/cloud/schema/check";
import { installedSdks } from "../../../local/cloud/schema/declarations";
import { type Deviation, deviations } from "../../../local/cloud/schema/deviations";
import { draft } from "../../../local/cloud/schema/draft";
import { readSchema } from "../../../local/cloud/schema/schema-file";

const token = "gcp:secretmanager/secret:Secret";
const secret = resourceType(token) as ResourceType;

/** A schema as `pulumi package get-schema` prints it, of one type as the catalogue has it. */
function schemaOf({ token: own, inputs, outputs, secretOutputs = [], shapes }: ResourceType): Schema {
  const [pkg, service] = own.split(/[:/]/);
  const types: Schema["types"] = { "gcp:config/Batching:Batching": { type: "object", properties: {}, required: [] } };
  const spec = (property: Property): PropertySpec => {
    const { type, required: _, replaces, secret: isSecret, default: value } = property;
    const marks = {
      ...(replaces && { willReplaceOnChanges: true }),
      ...(isSecret && { secret: true }),
      ...(value !== undefined && { default: value }),
    };
    if (type === "list") return { type: "array", items: spec(elementOf(property)), ...marks };
    if (type === "map") return { type: "object", additionalProperties: spec(elementOf(property)), ...marks };
    if (type !== "object") return { type, ...marks };
    const name = `${pkg}:${service}/${property.of}:${property.of}`;
    types[name] ??= { type: "object", ...members(shapes[property.of as string] as Shape) };
    return { $ref: `#/types/${encodeURIComponent(name)}`, ...marks };
  };
  const members = (shape: Shape) => ({
    properties: Object.fromEntries(Object.entries(shape).map(([name, property]) => [name, spec(property)])),
    required: Object.keys(shape).filter((name) => shape[name]?.required),
  });
  const { properties: inputProperties, required: requiredInputs } = members(inputs);
  const out = Object.keys({ ...inputs, ...outputs }).map((name) => [
    name,
    { type: "string", ...(secretOutputs.includes(name) && { secret: true }) },
  ]);
  const resource = { inputProperties, requiredInputs, properties: Object.fromEntries(out), required: [] };
  const provider = Object.entries(providerArguments(pkg as string) ?? {}).map(([name, type]) => [name, argument(type)]);
  return {
    name: pkg as string,
    version: "99.0.0",
    provider: { inputProperties: Object.fromEntries(provider) },
    resources: { [own]: resource },
    types,
  };
}

/** Of the arguments of a provider the catalogue knows no more than the kind. */
function argument(type: string): PropertySpec {
  if (type === "list") return { type: "array", items: { type: "string" } };
  if (type === "map") return { type: "object", additionalProperties: { type: "string" } };
  return type === "object" ? { $ref: "#/types/gcp:config%2FBatching:Batching" } : { type };
}

interface PropertySpec {
  type?: string;
  $ref?: string;
  [more: string]: unknown;
}

interface Members {
  properties: Record<string, PropertySpec>;
  required: string[];
}

interface Schema {
  name: string;
  version?: string;
  provider: { inputProperties: Record<string, PropertySpec> };
  resources: Record<string, Members & { inputProperties: Record<string, PropertySpec>; requiredInputs: string[] }>;
  types: Record<string, Members & { type: string }>;
}

describe("the catalogue against a schema", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "flotilla-test-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (content: unknown, name = "schema.json") => {
    const file = join(folder, name);
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  };
  const differences = (schema: Schema, declared: readonly Deviation[] = []) =>
    checkAgainst(readSchema(write(schema)), [secret], declared);
  const resourceOf = (schema: Schema) => schema.resources[token] as Schema["resources"][string];
  const typeOf = (schema: Schema, name: string) =>
    schema.types[`gcp:secretmanager/${name}:${name}`] as Schema["types"][string];

  it("finds nothing where they say the same, of every type", () => {
    for (const type of resourceTypes())
      assert.deepEqual(checkAgainst(readSchema(write(schemaOf(type))), [type], []), [], type.token);
  });

  const changes: [change: string, make: (schema: Schema) => void, line: string][] = [
    [
      "a new input",
      (schema) => (resourceOf(schema).inputProperties.motto = { type: "array", items: { type: "string" } }),
      `${token}: motto: catalogue says nothing, schema says list of string`,
    ],
    [
      "an input that is gone",
      (schema) => {
        delete resourceOf(schema).inputProperties.ttl;
        delete resourceOf(schema).properties.ttl;
      },
      `${token}: ttl: catalogue says string, schema says nothing`,
    ],
    [
      "another kind",
      (schema) => (resourceOf(schema).inputProperties.ttl = { type: "integer" }),
      `${token}: ttl: catalogue says string, schema says integer`,
    ],
    [
      "other elements",
      (schema) =>
        (resourceOf(schema).inputProperties.labels = { type: "object", additionalProperties: { type: "integer" } }),
      `${token}: labels[]: catalogue says string, schema says integer`,
    ],
    [
      "required by now",
      (schema) => resourceOf(schema).requiredInputs.push("ttl"),
      `${token}: ttl: catalogue says not required, schema says required`,
    ],
    [
      "changed in place by now",
      (schema) => delete resourceOf(schema).inputProperties.project?.willReplaceOnChanges,
      `${token}: project: catalogue says replaces, schema says not replaces`,
    ],
    [
      "replaced by the bridge's own word",
      (schema) => ((resourceOf(schema).inputProperties.ttl as PropertySpec).replaceOnChanges = true),
      `${token}: ttl: catalogue says not replaces, schema says replaces`,
    ],
    [
      "a secret by now",
      (schema) => ((resourceOf(schema).inputProperties.ttl as PropertySpec).secret = true),
      `${token}: ttl: catalogue says not secret, schema says secret`,
    ],
    [
      "a default",
      (schema) => ((resourceOf(schema).inputProperties.ttl as PropertySpec).default = "1s"),
      `${token}: ttl: catalogue says nothing, schema says "1s"`,
    ],
    [
      "an enum",
      (schema) => {
        resourceOf(schema).inputProperties.ttl = { $ref: "#/types/gcp:secretmanager%2FTtl:Ttl" };
        Object.assign(schema.types, { "gcp:secretmanager/Ttl:Ttl": { type: "string", enum: [{ value: "1s" }] } });
      },
      `${token}: ttl: catalogue says nothing, schema says ["1s"]`,
    ],
    [
      "a nested input",
      (schema) => (typeOf(schema, "SecretReplicationUserManagedReplica").properties.motto = { type: "string" }),
      `${token}: replication.userManaged.replicas[].motto: catalogue says nothing, schema says string`,
    ],
    [
      "a new output",
      (schema) => (resourceOf(schema).properties.motto = { type: "string" }),
      `${token}: motto: catalogue says nothing, schema says an output`,
    ],
    [
      "an output that is a secret no more",
      (schema) => delete resourceOf(schema).properties.effectiveLabels?.secret,
      `${token}: effectiveLabels: catalogue says a secret output, schema says nothing`,
    ],
    [
      "an argument of the provider",
      (schema) => delete schema.provider.inputProperties.region,
      "pulumi:providers:gcp: region: catalogue says string, schema says nothing",
    ],
    [
      "a type that is gone",
      (schema) => delete schema.resources[token],
      `${token}: type: catalogue says a type, schema says nothing`,
    ],
  ];
  for (const [change, make, line] of changes)
    it(`tells: ${change}`, () => {
      const schema = schemaOf(secret);
      make(schema);
      assert.deepEqual(differences(schema), [line]);
    });

  const ttl: Deviation = { type: token, property: "ttl", fact: "required", reason: "it says so", source: "a file" };
  const withTtl = (version?: string) => {
    const schema = schemaOf(secret);
    resourceOf(schema).requiredInputs.push("ttl");
    return { ...schema, version };
  };

  it("deviation: one that is declared is no difference, by path or for all of a package", () => {
    assert.deepEqual(differences(withTtl(), [ttl]), []);
    assert.deepEqual(differences(withTtl(), [{ ...ttl, type: "gcp:", property: undefined }]), []);
  });
  it("deviation: one for another fact, path or type hides nothing", () => {
    for (const other of [{ fact: "kind" as const }, { property: "t." }, { type: "random:" }])
      assert.ok(differences(withTtl(), [{ ...ttl, ...other }]).some((line) => / says not required, /.test(line)));
  });
  it("deviation: one that no longer applies is told", () => {
    assert.deepEqual(differences(schemaOf(secret), [ttl]), [
      `${token}: ttl: deviations.json says that it says so, and the schema differs in it no more`,
    ]);
  });
  it("deviation: one for older schemas counts in those alone, and is not missed in newer ones", () => {
    const before = { ...ttl, before: "9.37.0" };
    assert.deepEqual(differences(withTtl("9.9.0"), [before]), []);
    assert.deepEqual(differences(withTtl(), [before]), []);
    assert.equal(differences(withTtl("9.37.0"), [before]).length, 1);
    assert.deepEqual(differences({ ...schemaOf(secret), version: "9.37.0" }, [before]), []);
  });
  it("deviation: each has a reason and a source, and is of a type that the catalogue has", () => {
    const known = [...resourceTypes().map((one) => one.token), "pulumi:providers:gcp"];
    for (const { type, reason, source } of deviations) {
      assert.ok(reason.length > 0 && source.length > 0);
      assert.ok(
        known.some((one) => one.startsWith(type)),
        type,
      );
    }
  });

  it("reads the short form, in which what is not there says nothing", () => {
    const inputs = { keepers: { t: { map: "string" }, replace: 1 }, length: { t: "integer", req: 1, replace: 1 } };
    const bytes = { inputs, outputs: ["base64", "hex"], secretOutputs: ["base64"] };
    const file = write({
      package: "random",
      version: null,
      resources: { "random:index/randomBytes:RandomBytes": bytes },
    });
    assert.deepEqual(checkAgainst(readSchema(file), resourceTypes(), []), [
      "random:index/randomBytes:RandomBytes: hex: catalogue says a secret output, schema says nothing",
    ]);
  });

  it("drafts an entry: names, kinds and marks, with the shapes that it needs", () => {
    const type = readSchema(write(schemaOf(secret))).type(token);
    assert.ok(type);
    const { resources, types } = draft(type);
    assert.deepEqual(Object.keys(resources[token]?.inputs ?? {}), Object.keys(secret.inputs));
    assert.deepEqual(resources[token]?.inputs.replication, secret.inputs.replication);
    assert.deepEqual(resources[token]?.secretOutputs, secret.secretOutputs);
    assert.deepEqual(types.SecretReplicationUserManagedReplica?.location, {
      type: "string",
      required: true,
      replaces: true,
    });
  });

  describe("as a command", () => {
    const run = async (...args: string[]) => {
      const command = ["--require", "tsx/cjs", "local/cloud/schema/main.ts", ...args];
      const ended = (error: unknown) => error as { code: number; stdout: string; stderr: string };
      return promisify(execFile)(process.execPath, command).then((done) => ({ ...done, code: 0 }), ended);
    };
    it("prints the differences and their number, and fails", async () => {
      const schema = schemaOf(secret);
      delete resourceOf(schema).inputProperties.ttl;
      const { code, stdout } = await run("--schema", write(schema));
      assert.equal(code, 1);
      assert.match(stdout, /^gcp:secretmanager\/secret:Secret: ttl: catalogue says string, schema says nothing$/m);
      assert.match(stdout, /\n\d+ types, [1-9]\d* differences?\n$/);
    });
    it("prints an entry", async () => {
      const { code, stdout } = await run("--draft", token, "--schema", write(schemaOf(secret)));
      assert.equal(code, 0);
      assert.deepEqual(JSON.parse(stdout), draft(readSchema(join(folder, "schema.json")).type(token) as never));
      assert.match(stdout, /^ {8}"ttl": \{ "type": "string" \},$/m);
    });
    it("tells in one line what it cannot use", async () => {
      const { code, stdout, stderr } = await run("--draft", "gcp:a/b:B", "--schema", write(schemaOf(secret)));
      assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
      assert.match(stderr, /^--draft gcp:a\/b:B: no schema given has that type, nor has an installed SDK; give .*\n$/);
    });
  });

  const broken: [what: string, file: () => string, message: RegExp][] = [
    ["no file", () => join(folder, "none.json"), /none\.json is no provider's schema: ENOENT.*get-schema/],
    ["no JSON", () => write("{"), /schema\.json is no provider's schema: .*JSON.*get-schema/],
    ["another file", () => write("[]"), /schema\.json is no provider's schema: it has no `resources`.*get-schema/],
  ];
  for (const [what, file, message] of broken)
    it(`is told of a file that is none: ${what}`, () => assert.throws(() => readSchema(file()), { message }));

  it("made types: found however the SDK is imported, and one that is missing is told with its file", () => {
    mkdirSync(join(folder, "program"));
    const file = write(
      `import * as gcp from "@pulumi/gcp";
       import { kms, storage as files, Provider } from "@pulumi/gcp";
       import * as cf from "@pulumi/cloudflare";
       new gcp.compute.URLMap("a", {}); const made = gcp.redis.Instance; gcp.compute.getNetwork({});
       new kms.KeyRing("a", {}); new files.BucketACL("a", {}); new Provider("a"); new cf.Ruleset("a", {});
       const args: gcp.redis.ClusterArgs = {};`,
      "program/a.ts",
    );
    assert.deepEqual(checkMadeTypes([join(folder, "program")], resourceTypes()), [
      `gcp:redis/instance:Instance: type: catalogue says nothing, ${file} makes one`,
      `gcp:storage/bucketACL:BucketACL: type: catalogue says nothing, ${file} makes one`,
      `cloudflare:index/ruleset:Ruleset: type: catalogue says nothing, ${file} makes one`,
    ]);
  });

  it("versions: one that package.json asks for and the catalogue does not follow is told", () => {
    const dependencies = { "@pulumi/gcp": "9.99.0", "@pulumi/cloudflare": "6.22.1", "@pulumi/random": "4.21.2" };
    write({ dependencies }, "package.json");
    assert.deepEqual(checkVersions(folder), ["@pulumi/gcp: version: catalogue says 9.37.0, package.json says 9.99.0"]);
  });
});

describe("the catalogue", () => {
  it("says what the installed SDKs declare: names, what may be left out, kinds and outputs", () => {
    assert.deepEqual(checkAgainst(installedSdks, resourceTypes(), deviations), []);
  });
  it("would not pass with a name, kind or output that no SDK has", () => {
    const wrong = { ttl: { type: "integer" }, tttl: { type: "string" } } as const;
    const type = { ...secret, inputs: { ...secret.inputs, ...wrong }, outputs: { ...secret.outputs, motto: null } };
    assert.deepEqual(checkAgainst(installedSdks, [type], []), [
      `${token}: ttl: catalogue says integer, SDK says string`,
      `${token}: tttl: catalogue says string, SDK says nothing`,
      `${token}: motto: catalogue says an output, SDK says nothing`,
    ]);
  });
  it("has no declaration of a package that it does not follow", () => {
    assert.equal(installedSdks.type("aws:s3/bucket:Bucket"), undefined);
  });
  it("follows the SDKs that package.json pins", () => {
    assert.deepEqual(checkVersions("."), []);
  });
  it("has every type that the components and stacks make", () => {
    assert.deepEqual(checkMadeTypes(["components", "stacks"], resourceTypes()), []);
  });
});
