/** Which roles rule over a key, and which use it. From cloud.google.com/iam/docs/roles-permissions/cloudkms. */
export interface Duties {
  /** May change a key, its versions and who has rights to it. */
  rules: boolean;
  /** May encrypt, decrypt, sign or verify with it. */
  uses: boolean;
}

const ruling = ["roles/cloudkms.admin", "roles/owner"];

/** Seeing a public key (publicKeyViewer) is not using it: it is made to be seen. */
const using = [
  "roles/cloudkms.cryptoKeyDecrypter",
  "roles/cloudkms.cryptoKeyDecrypterViaDelegation",
  "roles/cloudkms.cryptoKeyEncrypter",
  "roles/cloudkms.cryptoKeyEncrypterDecrypter",
  "roles/cloudkms.cryptoKeyEncrypterDecrypterViaDelegation",
  "roles/cloudkms.cryptoKeyEncrypterViaDelegation",
  "roles/cloudkms.cryptoOperator",
  "roles/cloudkms.decapsulator",
  "roles/cloudkms.expertRawAesCbc",
  "roles/cloudkms.expertRawAesCtr",
  "roles/cloudkms.expertRawPKCS1",
  "roles/cloudkms.signer",
  "roles/cloudkms.signerVerifier",
  "roles/cloudkms.verifier",
  "roles/owner",
];

export function dutiesOf(role: string): Duties {
  return { rules: ruling.includes(role), uses: using.includes(role) };
}
