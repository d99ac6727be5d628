/**
 * The variables that a workload is given for what it can do, read once as it starts: what a capability delivers, under the
 * name of what it is a capability of.
 */

type Parse<T> = (text: string) => T;

/** A variable after the prefix, how it is read, and whether it may be left out. */
interface Variable<T> {
  suffix: string;
  parse: Parse<T>;
  optional?: true;
}

type Variables = Readonly<Record<string, Variable<unknown>>>;
type Values<V extends Variables> = {
  [K in keyof V]: V[K] extends { parse: Parse<infer T> }
    ? V[K] extends { optional: true }
      ? T | undefined
      : T
    : never;
};

/** What a workload reads of one entry in its `can` list. */
export interface Given<V extends Variables = Variables> {
  prefix: string;
  variables: V;
  /** The entry in `can` that gives them. */
  entry: string;
}

/** Variables of the workload are wrong or not there: all of them, with the entry in `can` that gives each. */
export class VariablesMissing extends Error {
  constructor(workload: string, problems: readonly string[]) {
    super(
      `${workload} cannot start:\n${problems.map((problem) => `  ${problem}\n`).join("")}` +
        `List what is missing in its can list, and bring the stack up; on a laptop, write the variables of a stack with: ` +
        `flotilla env ${workload} --stack STACK > .env`,
    );
    this.name = new.target.name;
  }
}

const text: Parse<string> = (value) => value;

const url: Parse<string> = (value) => {
  if (!URL.canParse(value)) throw new TypeError("is no URL");
  return value.replace(/\/$/, "");
};

/** A JSON Web Key Set (RFC 7517). */
const keySet: Parse<{ keys: Record<string, string>[] }> = (value) => {
  const set = JSON.parse(value) as { keys?: unknown } | null;
  if (!Array.isArray(set?.keys) || set.keys.length === 0) throw new TypeError("is no JSON Web Key Set with a key");
  return set as { keys: Record<string, string>[] };
};

const kinds = {
  call: { url: { suffix: "URL", parse: url } },
  bucket: {
    endpoint: { suffix: "ENDPOINT", parse: url },
    region: { suffix: "REGION", parse: text },
    bucket: { suffix: "BUCKET", parse: text },
    accessKeyId: { suffix: "ACCESS_KEY_ID", parse: text },
    secretAccessKey: { suffix: "SECRET_ACCESS_KEY", parse: text },
  },
  database: {
    instance: { suffix: "INSTANCE", parse: text },
    database: { suffix: "DATABASE", parse: text },
    user: { suffix: "USER", parse: text },
    options: { suffix: "OPTIONS", parse: text, optional: true },
  },
  files: { bucket: { suffix: "BUCKET", parse: text } },
  folder: { path: { suffix: "PATH", parse: text }, bucket: { suffix: "BUCKET", parse: text } },
  sign: {
    keyVersion: { suffix: "KEY_VERSION", parse: text },
    keyId: { suffix: "KEY_ID", parse: text },
    algorithm: { suffix: "ALGORITHM", parse: text },
  },
  verify: { jwks: { suffix: "JWKS", parse: keySet } },
  publish: { topic: { suffix: "TOPIC", parse: text } },
  secret: { value: { suffix: "", parse: text } },
} as const satisfies Record<string, Variables>;

/** `image-pulled` → `IMAGE_PULLED`, as the capability names its variables. */
const prefixOf = (name: string) => name.replace(/[^A-Za-z0-9]+/g, "_").toUpperCase();

const of =
  <V extends Variables>(variables: V, verbs: string) =>
  (name: string): Given<V> => ({ prefix: prefixOf(name), variables, entry: verbs.replaceAll("NAME", name) });

/** What there is to be read, by what the workload holds. Take a capability that was renamed with `as` by its new name. */
export const given = {
  /** `iam.call()`: where to send requests, without a slash at the end. */
  call: of(kinds.call, "NAME.call()"),
  /** `layers.read()` or `layers.write()`: for an S3 client that addresses buckets by path. */
  bucket: of(kinds.bucket, "NAME.read() or NAME.write()"),
  /** `catalog.connect("…")` to the database of the instance's name: for a Cloud SQL connector. */
  database: of(kinds.database, 'NAME.connect("…")'),
  /** `models.read()` or `models.write()`: for a client of Cloud Storage. */
  files: of(kinds.files, "NAME.read() or NAME.write()"),
  /** `models.read("/models")` or `models.write("/models")`: the folder that the files are in. */
  folder: of(kinds.folder, 'NAME.read("/NAME") or NAME.write("/NAME")'),
  /** `signing.sign()`: the version in Cloud KMS that signs, and what the header calls it. */
  sign: of(kinds.sign, "NAME.sign()"),
  /** `signing.verify()`: the public keys. */
  verify: of(kinds.verify, "NAME.verify()"),
  /** `imagePulled.publish()`: the topic's full name, for `publisher`. */
  publish: of(kinds.publish, "NAME.publish()"),
  /** `uploads.read()`: the secret's value. */
  secret: of(kinds.secret, "NAME.read()"),
  /** A variable in plain text that the workload's own `variables` name. */
  variable: of(kinds.secret, "variables: { NAME: … }"),
} as const;

/**
 * Reads all that a workload is given; call it first thing, so that a workload that lacks something does not become ready.
 *
 * @example
 * const { iam, layers } = readVariables("registry", { iam: given.call("iam"), layers: given.bucket("layers") });
 * await fetch(`${iam.url}/may`);
 * @throws {VariablesMissing} naming everything that is missing or wrong; never with a value, which may be secret
 */
export function readVariables<G extends Readonly<Record<string, Given>>>(
  workload: string,
  wanted: G,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): { [K in keyof G]: Values<G[K]["variables"]> } {
  const problems: string[] = [];
  const read = Object.entries(wanted).map(([key, { prefix, variables, entry }]) => {
    const values = Object.entries(variables).map(([property, { suffix, parse, optional }]) => {
      const name = suffix === "" ? prefix : `${prefix}_${suffix}`;
      const value = environment[name];
      if (value === undefined || value === "") {
        if (!optional) problems.push(`${name} is not set; it comes with ${entry}`);
        return [property, undefined];
      }
      try {
        return [property, parse(value)];
      } catch (error) {
        problems.push(`${name} ${error instanceof TypeError ? error.message : "is not JSON"}; it comes with ${entry}`);
        return [property, undefined];
      }
    });
    return [key, Object.fromEntries(values)];
  });
  if (problems.length > 0) throw new VariablesMissing(workload, problems);
  return Object.fromEntries(read);
}
