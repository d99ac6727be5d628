import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Environment } from "../../environment";
import type { Principal } from "../../iam/capability";
import { randomName } from "../../naming";

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
  const { hex } = new random.RandomId(name, { byteLength: 3 }, { parent });
  const { stem, separator } = randomName("gcp:kms/cryptoKey:CryptoKey", slug, name);
  return new gcp.kms.CryptoKey(
    name,
    {
      ...others,
      keyRing: foundation.keyRing,
      name: pulumi.interpolate`${stem}${separator}${hex}`,
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
