import { createECDH, createHash, createPublicKey } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { Environment, type EnvironmentArgs } from "../../components";

/** A resource as a program registered it. */
export interface Declared {
  type: string;
  name: string;
  /** Logical name of the parent; empty for what stands at the top. */
  parent: string;
  // biome-ignore lint/suspicious/noExplicitAny: assertions tell what the inputs are
  inputs: Record<string, any>;
  /** Logical names. */
  dependsOn: string[];
  protect: boolean;
}

const nameOf = (urn: string) => urn.split("::").at(-1) ?? "";

/** Pulumi's mocks hand over inputs alone; options are read from the requests. */
class Recorder extends MockMonitor {
  readonly declared: Declared[] = [];

  override async registerResource(
    ...[request, callback]: Parameters<MockMonitor["registerResource"]>
  ): ReturnType<MockMonitor["registerResource"]> {
    this.declared.push({
      type: request.getType(),
      name: request.getName(),
      parent: nameOf(request.getParent()),
      inputs: request.getObject()?.toJavaScript() ?? {},
      dependsOn: request.getDependenciesList().map(nameOf).sort(),
      protect: request.getProtect() ?? false,
    });
    return super.registerResource(request, callback);
  }
}

/** Runs a program on Pulumi's mocks and answers with what it declared, in order. */
export async function declare(program: () => void): Promise<Declared[]> {
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ type, name, inputs }) => ({ id: `${name}-id`, state: { ...inputs, ...told(type, name, inputs) } }),
    call: ({ token, inputs }) => {
      if (token === "gcp:kms/getKMSCryptoKeyVersion:getKMSCryptoKeyVersion") return publicKeyOf(inputs);
      throw new Error(`a program looks nothing up while it runs, yet it called ${token}`);
    },
  };
  await pulumi.runtime.setMocks(mocks, "flotilla", "test");
  const recorder = new Recorder(mocks);
  pulumi.runtime.setMockOptions(recorder, "flotilla", "test");
  program();
  await pulumi.runtime.disconnect();
  return recorder.declared;
}

/** The one look-up: a key that only KMS knows, the same for the same version. */
function publicKeyOf({ cryptoKey, version }: Record<string, string>): { publicKeys: { pem: string }[] } {
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(createHash("sha256").update(`${cryptoKey} ${version}`).digest());
  const header = Buffer.from("3059301306072a8648ce3d020106082a8648ce3d030107034200", "hex"); // SubjectPublicKeyInfo, P-256
  const der = Buffer.concat([header, curve.getPublicKey()]);
  const pem = createPublicKey({ key: der, format: "der", type: "spki" }).export({ type: "spki", format: "pem" });
  return { publicKeys: [{ pem: String(pem) }] };
}

/** What only a cloud can tell, as far as components read it. */
function told(type: string, name: string, inputs: Record<string, string>): Record<string, unknown> {
  if (type === "gcp:serviceaccount/account:Account") {
    const email = `${inputs.accountId}@project.iam.gserviceaccount.com`;
    return { email, member: `serviceAccount:${email}` };
  }
  if (type === "gcp:projects/serviceIdentity:ServiceIdentity" && inputs.service === "pubsub.googleapis.com")
    return { member: "serviceAccount:service-318420971355@gcp-sa-pubsub.iam.gserviceaccount.com" };
  if (type === "gcp:certificatemanager/dnsAuthorization:DnsAuthorization")
    return { dnsResourceRecords: [{ name: `_acme.${inputs.domain}.`, type: "CNAME", data: "proof.example.dev." }] };
  return { selfLink: `https://compute.example.dev/${name}`, hex: "c0ffee", address: "192.0.2.1" };
}

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
