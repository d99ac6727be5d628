import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../../environment";
import type { Principal } from "../../iam/capability";
import { keptName } from "../../naming/kept";

/** A key in the home region's ring. Its name has six digits by chance: the name of a deleted key is never free again. */
export function createKey(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
  args: Pick<gcp.kms.CryptoKeyArgs, "purpose" | "rotationPeriod" | "skipInitialVersionCreation"> & {
    algorithm: string;
  },
): gcp.kms.CryptoKey {
  const { foundation, defaults, deletionProtection, slug } = environment;
  const { algorithm, ...others } = args;
  return new gcp.kms.CryptoKey(
    name,
    {
      ...others,
      keyRing: foundation.keyRing,
      name: keptName(parent, name, "gcp:kms/cryptoKey:CryptoKey", slug, name),
      versionTemplate: { algorithm, protectionLevel: defaults.keys },
    },
    { parent, protect: deletionProtection },
  );
}

/** Grants one role on one key: a version has no grants of its own. */
export function grantOnKey(
  environment: Environment,
  name: string,
  key: gcp.kms.CryptoKey,
  role: string,
  principal: Principal,
): gcp.kms.CryptoKeyIAMMember {
  return new gcp.kms.CryptoKeyIAMMember(
    name,
    { cryptoKeyId: key.id, role, member: principal.member },
    { parent: principal.component, provider: environment.gcp, hooks: environment.propagation },
  );
}
