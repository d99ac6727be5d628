import { createHmac } from "node:crypto";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import type { Principal } from "../iam/capability";

/** What Secret Manager keeps, as components make it. */
export interface KeptSecret {
  secret: gcp.secretmanager.Secret;
  version: gcp.secretmanager.SecretVersion;
}

/** A secret without a value. Where its replicas are is Google's choice, so that no lost region takes its readers along. */
export function createSecret(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
  secretId: string,
): gcp.secretmanager.Secret {
  const { project, foundation, deletionProtection } = environment;
  return new gcp.secretmanager.Secret(
    name,
    { project, secretId, replication: { auto: {} }, deletionProtection },
    {
      parent,
      provider: environment.gcp,
      dependsOn: [foundation.api("secretmanager.googleapis.com")],
    },
  );
}

/**
 * A version with a value. Write-only: the provider neither reads it back nor compares it, so that a new version follows from
 * `follows` alone, a number that changes with the value. The state has the value, encrypted.
 */
export function createVersion(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
  secret: gcp.secretmanager.Secret,
  value: pulumi.Input<string>,
  follows: pulumi.Input<number>,
): gcp.secretmanager.SecretVersion {
  return new gcp.secretmanager.SecretVersion(
    name,
    { secret: secret.id, secretDataWo: pulumi.secret(value), secretDataWoVersion: follows },
    { parent, provider: environment.gcp },
  );
}

/** A number that changes with the value and, without the key, tells nothing of it. 31 bits, as the provider takes them. */
export function keyedDigest(key: string, value: string): number {
  return createHmac("sha256", key).update(value).digest().readUInt32BE() >>> 1;
}

/** Grants `roles/secretmanager.secretAccessor` on one secret. */
export function createAccessor(
  environment: Environment,
  name: string,
  secret: gcp.secretmanager.Secret,
  principal: Principal,
): gcp.secretmanager.SecretIamMember {
  return new gcp.secretmanager.SecretIamMember(
    name,
    {
      project: environment.project,
      secretId: secret.secretId,
      role: "roles/secretmanager.secretAccessor",
      member: principal.member,
    },
    { parent: principal.component, provider: environment.gcp, hooks: environment.propagation },
  );
}
