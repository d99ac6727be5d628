import * as cloudflare from "@pulumi/cloudflare";
import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import type { Principal, SecretVersion } from "../iam/capability";
import { stableName } from "../naming";
import { type Period, periodsAt, type TokenRotation } from "./periods";
import { createAccessor, createSecret, createVersion, keyedDigest } from "./secret-version";

/** What a token of Cloudflare's is for. */
export interface TokenPurpose {
  environment: Environment;
  /** Of what it is for. */
  name: string;
  /** What its holder may do. */
  verb: string;
  /** Ids of what it permits, on which resources, in Cloudflare's words. */
  permissionGroups: readonly string[];
  resource: string;
  rotation: TokenRotation;
  /** To be there before it. */
  dependsOn?: pulumi.Resource;
}

export interface RotatedToken {
  id: pulumi.Output<string>;
  /** What was made of its value, in Secret Manager. */
  secret: SecretVersion;
  made: pulumi.Resource[];
}

/**
 * A token of the holder's own, which every period replaces and which ends by itself. What `kept` makes of its value is in
 * Secret Manager, for the holder alone.
 */
export function createRotatedToken(
  purpose: TokenPurpose,
  principal: Principal,
  kept: (value: string) => string = (value) => value,
): RotatedToken {
  const { environment, name, verb } = purpose;
  const prefix = `${principal.name}/${verb}/${name}`;
  const [current, previous] = periodsAt(new Date(), purpose.rotation);
  const token = createToken(purpose, principal, current);
  createToken(purpose, principal, previous);
  // An account's id has a dash, so this name ends in a hash of its parts: no secret of one part is called the same.
  const secretId = stableName("gcp:secretmanager/secret:Secret", environment.slug, principal.accountId, verb, name);
  const secret = createSecret(principal.component, environment, prefix, secretId);
  const version = createVersion(
    principal.component,
    environment,
    prefix,
    secret,
    token.value.apply(kept),
    // A token's value never changes, so its id tells when there is another.
    token.id.apply((id) => keyedDigest("", id)),
  );
  const accessor = createAccessor(environment, prefix, secret, principal);
  return { id: token.id, secret: { secret: secret.secretId, version: version.version }, made: [accessor, version] };
}

function createToken(purpose: TokenPurpose, principal: Principal, { label, ends }: Period): cloudflare.AccountToken {
  const { environment, name, verb, permissionGroups, resource, dependsOn } = purpose;
  const { cloudflareAccount: accountId, slug } = environment;
  return new cloudflare.AccountToken(
    `${principal.name}/${verb}/${name}/${label}`,
    {
      accountId,
      name: `${slug} ${principal.name} ${verb} ${name} ${label}`,
      policies: [
        {
          effect: "allow",
          permissionGroups: permissionGroups.map((id) => ({ id })),
          resources: JSON.stringify({ [resource]: "*" }),
        },
      ],
      expiresOn: ends,
    },
    {
      parent: principal.component,
      provider: environment.cloudflare,
      ...(dependsOn && { dependsOn }),
      additionalSecretOutputs: ["value"],
    },
  );
}
