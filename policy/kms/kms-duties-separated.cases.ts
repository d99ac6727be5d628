import { type CaseResource, stackCases } from "../cases";
import { Unknown, type Value } from "../values";
import policy from "./kms-duties-separated";

const registry = "serviceAccount:registry@example.iam.gserviceaccount.com";
const ada = "user:ada@example.dev";
const admin = "roles/cloudkms.admin";
const sign = "roles/cloudkms.signer";
const ring = "projects/example/locations/europe-west1/keyRings/main";

function project(role: Value, member: Value, of = "example"): CaseResource {
  return { type: "gcp:projects/iAMMember:IAMMember", name: "project", props: { project: of, role, member } };
}

function onRing(role: Value, member: Value, keyRingId: Value = ring): CaseResource {
  return { type: "gcp:kms/keyRingIAMMember:KeyRingIAMMember", name: "ring", props: { keyRingId, role, member } };
}

function onKey(role: Value, member: Value, cryptoKeyId: Value = `${ring}/cryptoKeys/tokens`): CaseResource {
  return { type: "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember", name: "key", props: { cryptoKeyId, role, member } };
}

const account: CaseResource = {
  type: "gcp:serviceaccount/account:Account",
  name: "registry",
  props: { email: Unknown },
};
const newRing: CaseResource = {
  type: "gcp:kms/keyRing:KeyRing",
  name: "main",
  props: { id: Unknown, project: "example", location: "europe-west1" },
};
const newKey: CaseResource = {
  type: "gcp:kms/cryptoKey:CryptoKey",
  name: "tokens",
  props: { id: Unknown, keyRing: Unknown },
  madeFrom: { keyRing: ["main"] },
};
const ofAccount = { madeFrom: { member: ["registry"] } };
const ofNewKey = { madeFrom: { member: ["registry"], cryptoKeyId: ["tokens"] } };

export default stackCases(policy, {
  passing: [
    { title: "has one who rules and another who signs", stack: [onKey(admin, ada), onKey(sign, registry)] },
    {
      title: "has one who rules over one key and signs with another",
      stack: [onKey(admin, registry), onKey(sign, registry, `${ring}/cryptoKeys/other`)],
    },
    {
      title: "has one who rules over the keys of another project",
      stack: [project(admin, registry, "other"), onKey(sign, registry)],
    },
    {
      title: "has one who rules over another ring",
      stack: [onRing(admin, registry, `${ring}-2`), onKey(sign, registry)],
    },
    {
      title: "lets who rules see a public key",
      stack: [onKey(admin, ada), onKey("roles/cloudkms.publicKeyViewer", ada)],
    },
  ],
  failing: [
    {
      title: "has one who does both on one key",
      stack: [onKey(admin, registry), onKey(sign, registry)],
      at: ["member"],
    },
    {
      title: "has one who rules over the ring of the key",
      stack: [onRing(admin, registry), onKey("roles/cloudkms.cryptoKeyEncrypterDecrypter", registry)],
      at: ["member"],
    },
    {
      title: "has one who rules over all keys of the project",
      stack: [project(admin, registry), onKey(sign, registry)],
      at: ["member"],
    },
    {
      title: "has one who uses all keys and rules over one",
      stack: [onKey(admin, registry), project("roles/cloudkms.cryptoOperator", registry)],
      at: ["member"],
    },
    {
      title: "has one who rules over a whole folder",
      stack: [
        { type: "gcp:folder/iAMMember:IAMMember", props: { folder: "folders/1", role: admin, member: registry } },
        onKey(sign, registry),
      ],
      at: ["member"],
    },
    { title: "has an owner, who may do both", stack: [project("roles/owner", ada)], at: ["member"] },
    {
      title: "has one of several members of a binding who does both",
      stack: [
        onKey(admin, ada),
        {
          type: "gcp:kms/cryptoKeyIAMBinding:CryptoKeyIAMBinding",
          props: { cryptoKeyId: `${ring}/cryptoKeys/tokens`, role: sign, members: [registry, ada] },
        },
      ],
      at: ["members[1]"],
    },
    {
      title: "has one who does both by a whole policy, and is written in capitals",
      stack: [
        onKey(admin, registry.toUpperCase().replace("SERVICEACCOUNT", "serviceAccount")),
        {
          type: "gcp:kms/keyRingIAMPolicy:KeyRingIAMPolicy",
          props: { keyRingId: ring, policyData: `{"bindings":[{"role":"${sign}","members":["${registry}"]}]}` },
        },
      ],
      at: ["policyData"],
    },
    {
      title: "has an account, a ring and a key that are all made in this run",
      stack: [
        account,
        newRing,
        newKey,
        { ...onRing(admin, Unknown, Unknown), madeFrom: { member: ["registry"], keyRingId: ["main"] } },
        { ...onKey(sign, Unknown, Unknown), ...ofNewKey },
      ],
      at: ["member"],
    },
    {
      title: "rules over a project with an account and a key made in this run",
      stack: [
        account,
        newRing,
        newKey,
        { ...project(admin, Unknown), ...ofAccount },
        { ...onKey(sign, Unknown, Unknown), ...ofNewKey },
      ],
      at: ["member"],
    },
  ],
  unknown: [
    { title: "takes the member from outside the stack", stack: [onKey(admin, registry), onKey(sign, Unknown)] },
    { title: "takes the role from a new resource", stack: [onKey(Unknown, registry), onKey(sign, registry)] },
    { title: "takes the key from outside the stack", stack: [onKey(admin, registry), onKey(sign, registry, Unknown)] },
  ],
  notApplicable: [{ title: "grants nothing", stack: [{ type: "gcp:storage/bucket:Bucket", props: {} }] }],
});
