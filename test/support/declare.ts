import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import * as runtimeState from "@pulumi/pulumi/runtime/state";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Environment, type EnvironmentArgs } from "../../components";

/** A value that the state has encrypted. */
export class Concealed {
  constructor(readonly value: unknown) {}
  /** So that no search through JSON finds it. */
  toJSON(): string {
    return "[secret]";
  }
}

/** A resource as a program registered it. */
export interface Declared {
  type: string;
  name: string;
  /** Logical name of the parent; empty for what stands at the top. */
  parent: string;
  // biome-ignore lint/suspicious/noExplicitAny: assertions tell what the inputs are
  inputs: Record<string, any>;
  /** What a component registered at its end; nothing for other resources. */
  outputs: Record<string, unknown>;
  /** Logical names. */
  dependsOn: string[];
  protect: boolean;
  ignoreChanges: string[];
  replaceOnChanges: string[];
  deleteBeforeReplace: boolean;
  /** Logical name of what takes it along. */
  deletedWith: string;
  /** Id of what is taken over. */
  importId: string;
}

/** The part of the SDK's runtime that its types leave out (as in recording.ts). */
const { getStore } = runtimeState as unknown as { getStore(): { settings: { monitor?: unknown } } };

const nameOf = (urn: string) => urn.split("::").at(-1) ?? "";

/** Pulumi's mocks hand over inputs alone; options are read from the requests. */
class Recorder extends MockMonitor {
  readonly declared: Declared[] = [];
  readonly #byUrn = new Map<string, Declared>();

  override async registerResource(
    ...[request, callback]: Parameters<MockMonitor["registerResource"]>
  ): ReturnType<MockMonitor["registerResource"]> {
    const declared: Declared = {
      type: request.getType(),
      name: request.getName(),
      parent: nameOf(request.getParent()),
      inputs: concealed(request.getObject()),
      outputs: {},
      dependsOn: request.getDependenciesList().map(nameOf).sort(),
      protect: request.getProtect() ?? false,
      ignoreChanges: request.getIgnorechangesList(),
      replaceOnChanges: request.getReplaceonchangesList(),
      deleteBeforeReplace: request.getDeletebeforereplace(),
      deletedWith: nameOf(request.getDeletedwith()),
      importId: request.getImportid(),
    };
    this.declared.push(declared);
    return super.registerResource(request, (error, response) => {
      if (response) {
        this.#byUrn.set(response.getUrn(), declared);
        response.setObject(asSecrets(response.getObject(), request.getAdditionalsecretoutputsList()));
      }
      callback(error, response);
    });
  }

  override registerResourceOutputs(...[request, callback]: Parameters<MockMonitor["registerResourceOutputs"]>): void {
    const declared = this.#byUrn.get(request.getUrn());
    if (declared) declared.outputs = concealed(request.getOutputs());
    super.registerResourceOutputs(request, callback);
  }
}

/** Values as they came over the wire, where a secret is an object with a mark. */
function concealed(struct: Struct | undefined): Record<string, unknown> {
  const conceal = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(conceal);
    if (typeof value !== "object" || value === null) return value;
    const map = value as Record<string, unknown>;
    if (map[specialSigKey] === specialSecretSig) return new Concealed(conceal(map.value));
    return Object.fromEntries(Object.entries(map).map(([key, inner]) => [key, conceal(inner)]));
  };
  return conceal(struct?.toJavaScript() ?? {}) as Record<string, unknown>;
}

/** The engine keeps these outputs as secrets, and whatever is made of them. */
function asSecrets(struct: Struct | undefined, names: readonly string[]): Struct {
  const outputs = struct?.toJavaScript() ?? {};
  const wrap = ([name, value]: [string, unknown]) =>
    [name, names.includes(name) ? { [specialSigKey]: specialSecretSig, value } : value] as const;
  return Struct.fromJavaScript(Object.fromEntries(Object.entries(outputs).map(wrap)) as never);
}

/** Runs a program on Pulumi's mocks and answers with what it declared, in order. */
export async function declare(program: () => void): Promise<Declared[]> {
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ type, name, inputs }) => ({ id: `${name}-id`, state: { ...inputs, ...told(type, name, inputs) } }),
    call: ({ token, inputs }) => {
      if (token === "gcp:kms/getKMSCryptoKeyVersion:getKMSCryptoKeyVersion")
        return publicKeyOf(recorder.declared, inputs);
      throw new Error(`a program looks nothing up while it runs, yet it called ${token}`);
    },
  };
  await pulumi.runtime.setMocks(mocks, "flotilla", "test");
  const recorder = new Recorder(mocks);
  getStore().settings.monitor = recorder; // setMockOptions would forget what mocks support
  program();
  await pulumi.runtime.disconnect();
  return recorder.declared;
}

const keyPairs = new Map<string, { publicKey: KeyObject; privateKey: KeyObject }>();
const curves: Readonly<Record<string, string>> = { EC_SIGN_P256_SHA256: "P-256", EC_SIGN_P384_SHA384: "P-384" };

/** The one look-up: a key that only KMS knows. */
function publicKeyOf(declared: readonly Declared[], { cryptoKey, version }: Record<string, string>) {
  const key = declared.find(({ type, name }) => type === "gcp:kms/cryptoKey:CryptoKey" && `${name}-id` === cryptoKey);
  const namedCurve = curves[key?.inputs.versionTemplate.algorithm];
  if (namedCurve === undefined) throw new Error(`there is no key ${cryptoKey} that signs`);
  const name = `${cryptoKey}/cryptoKeyVersions/${version}`;
  const pair = keyPairs.get(name) ?? generateKeyPairSync("ec", { namedCurve });
  keyPairs.set(name, pair);
  return { publicKeys: [{ pem: String(pair.publicKey.export({ type: "spki", format: "pem" })) }] };
}

/** What KMS signs with, by the name of a version. */
export function privateKeyOf(version: string): KeyObject {
  const pair = keyPairs.get(version);
  if (!pair) throw new Error(`nobody asked for the public key of ${version}`);
  return pair.privateKey;
}

/** Digits that follow from a text alone. */
const hexOf = (...parts: unknown[]) => createHash("sha512").update(JSON.stringify(parts)).digest("hex");

/** What only a cloud can tell, as far as components read it. */
function told(type: string, name: string, inputs: Record<string, string>): Record<string, unknown> {
  const known = tellers[type];
  return known ? known(name, inputs) : { selfLink: `https://compute.example.dev/${name}`, address: "192.0.2.1" };
}

const tellers: Readonly<
  Record<string, (name: string, inputs: Readonly<Record<string, unknown>>) => Record<string, unknown>>
> = {
  "gcp:serviceaccount/account:Account": (_, { accountId }) => {
    const email = `${accountId}@project.iam.gserviceaccount.com`;
    return { email, member: `serviceAccount:${email}` };
  },
  "gcp:projects/serviceIdentity:ServiceIdentity": (_, { service }) => ({
    member: `serviceAccount:service-318420971355@gcp-sa-${String(service).split(".")[0]}.iam.gserviceaccount.com`,
  }),
  "gcp:certificatemanager/dnsAuthorization:DnsAuthorization": (_, { domain }) => ({
    dnsResourceRecords: [{ name: `_acme.${domain}.`, type: "CNAME", data: "proof.example.dev." }],
  }),
  "gcp:projects/iAMCustomRole:IAMCustomRole": (_, { roleId }) => ({ name: `projects/project/roles/${roleId}` }),
  "gcp:kms/cryptoKeyVersion:CryptoKeyVersion": (name, { cryptoKey }) => ({
    name: `${cryptoKey}/cryptoKeyVersions/${Number.parseInt(hexOf(name).slice(0, 4), 16)}`,
  }),
  "gcp:secretmanager/secretVersion:SecretVersion": () => ({ version: "7" }),
  "gcp:sql/databaseInstance:DatabaseInstance": (_, { project, region, name }) => ({
    connectionName: `${project}:${region}:${name}`,
  }),
  "cloudflare:index/accountToken:AccountToken": (name) => ({ value: tokenValue(name) }),
  "random:index/randomId:RandomId": () => ({ hex: "c0ffee" }),
  "random:index/randomPassword:RandomPassword": (name, { length, keepers }) => ({
    result: hexOf(name, keepers).repeat(4).slice(0, Number(length)),
  }),
};

/** The value of a token, by its logical name. */
export const tokenValue = (name: string) => `value of ${name}`;

export const developer: EnvironmentArgs = {
  kind: "developer",
  owner: "ada",
  project: "registry-dev-ada",
  projectNumber: "318420971355",
  home: "europe-west1",
  regions: ["europe-west1"],
  domain: "ada.example.dev",
  cloudflareZone: "fedcba9876543210".repeat(2),
  cloudflareAccount: "0123456789abcdef".repeat(2),
  visitors: ["user:ada@example.dev"],
};

export const production: EnvironmentArgs = {
  ...developer,
  kind: "production",
  visitors: [],
  project: "registry-prod",
  regions: ["europe-west1", "us-east4", "asia-northeast1"],
  domain: "example.dev",
};

export const staging: EnvironmentArgs = { ...production, kind: "staging", project: "registry-staging" };

export const image = `registry.example.dev/iam@sha256:${"ab".repeat(32)}`;

/** Declares what a program makes in an environment. */
export function declareIn(args: EnvironmentArgs, program: (environment: Environment) => void): Promise<Declared[]> {
  return declare(() => program(new Environment("environment", args)));
}

export const ofType = (declared: readonly Declared[], type: string) => declared.filter((one) => one.type === type);

/** The one resource of a type and name; throws where there is none or more. */
export function one(declared: readonly Declared[], type: string, name: string): Declared {
  const found = declared.filter((candidate) => candidate.type === type && candidate.name === name);
  if (found.length !== 1 || !found[0]) throw new Error(`there are ${found.length} of ${type} ${name}`);
  return found[0];
}

/** An environment for what is refused before anything of it is made; nothing can be made in it any more. */
export async function environmentOf(args: EnvironmentArgs): Promise<Environment> {
  let made: Environment | undefined;
  await declareIn(args, (environment) => {
    made = environment;
  });
  return made as Environment;
}
