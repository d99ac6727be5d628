/**
 * The public key of a signing key's version. Its private half follows from the version alone, so that it is the same for
 * whoever asks and can sign on this machine; nothing here keeps anybody out.
 */
import { createECDH, createPublicKey } from "node:crypto";
import type { PropertyMap } from "../../values";
import { NotFound, UnsupportedFunction } from "../errors";
import { digest } from "../template";
import { objectOf } from "../typed";
import type { World } from "../world";

export const keyVersionFunction = "gcp:kms/getKMSCryptoKeyVersion:getKMSCryptoKeyVersion";

/** A curve, and how a key of it begins in a SubjectPublicKeyInfo (RFC 5480). */
interface Curve {
  name: string;
  bytes: number;
  header: string;
}

const curves: Readonly<Record<string, Curve>> = {
  EC_SIGN_P256_SHA256: {
    name: "prime256v1",
    bytes: 32,
    header: "3059301306072a8648ce3d020106082a8648ce3d030107034200",
  },
  EC_SIGN_P384_SHA384: {
    name: "secp384r1",
    bytes: 48,
    header: "3076301006072a8648ce3d020106052b81040022036200",
  },
};

/** As data_source_google_kms_crypto_key_version.go reads it. */
export function keyVersion(world: World, { cryptoKey, version = 1 }: PropertyMap): PropertyMap {
  const name = `${cryptoKey}/cryptoKeyVersions/${version}`;
  const key = world.get("gcp:kms/cryptoKey:CryptoKey", String(cryptoKey));
  const made = world.get("gcp:kms/cryptoKeyVersion:CryptoKeyVersion", name);
  if (!key || (!made && !(version === 1 && key.inputs.skipInitialVersionCreation !== true))) throw new NotFound(name);
  const { algorithm = "GOOGLE_SYMMETRIC_ENCRYPTION", protectionLevel = "SOFTWARE" } = objectOf(
    key.inputs.versionTemplate,
  );
  const isSigning = key.inputs.purpose === "ASYMMETRIC_SIGN";
  return {
    id: `//cloudkms.googleapis.com/v1/${name}`,
    name,
    cryptoKey: String(cryptoKey),
    version,
    algorithm,
    protectionLevel,
    state: made?.outputs.state ?? "ENABLED",
    publicKeys: isSigning ? [{ algorithm, pem: publicPem(name, String(algorithm)) }] : [],
  };
}

function publicPem(name: string, algorithm: string): string {
  const curve = curves[algorithm];
  if (!curve) throw new UnsupportedFunction(`${keyVersionFunction} of a key with ${algorithm}`);
  const ecdh = createECDH(curve.name);
  ecdh.setPrivateKey(privateKey(name, curve));
  const der = Buffer.concat([Buffer.from(curve.header, "hex"), ecdh.getPublicKey()]);
  return String(createPublicKey({ key: der, format: "der", type: "spki" }).export({ type: "spki", format: "pem" }));
}

/** What a version of a signing key signs with on this machine. Refuses a version that is not there. */
export function signingKeyOf(world: World, name: string): { algorithm: string; secret: Buffer } {
  const [cryptoKey = "", version] = name.split("/cryptoKeyVersions/");
  const algorithm = String(keyVersion(world, { cryptoKey, version: Number(version) }).algorithm);
  const curve = curves[algorithm];
  if (!curve) throw new UnsupportedFunction(`asymmetricSign with ${algorithm}`);
  return { algorithm, secret: privateKey(name, curve) };
}

/** Below the order of either curve, which begins with 32 one bits. */
function privateKey(name: string, { bytes }: Curve): Buffer {
  const chance = Buffer.from(digest(name, "private") + digest(name, "key"), "hex");
  const key = chance.subarray(0, bytes);
  key[0] = 0x7f & (key[0] as number);
  return key;
}
