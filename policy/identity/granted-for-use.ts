import { policy } from "../policy";
import { Unknown } from "../values";
import { grantsIn } from "./bindings";
import { isIam } from "./grants";
import { isBasic } from "./no-basic-role";
import { isWide } from "./wide-grants";

/**
 * Grants on one resource → the roles with which an account uses it, Google's own agents too. Of a key,
 * `kms-duties-separated` tells who rules.
 */
const uses: readonly { on: RegExp; roles: RegExp }[] = [
  { on: /^gcp:pubsub\/topic/, roles: /^roles\/pubsub\.(publisher|subscriber|viewer)$/ },
  { on: /^gcp:pubsub\/subscription/, roles: /^roles\/pubsub\.(subscriber|viewer)$/ },
  {
    on: /^gcp:secretmanager\//,
    roles: /^roles\/secretmanager\.(secretAccessor|secretVersionAdder|secretVersionManager|viewer)$/,
  },
  {
    on: /^gcp:kms\/cryptoKey/,
    roles:
      /^roles\/cloudkms\.(cryptoKey\w+|cryptoOperator|decapsulator|expert\w+|publicKeyViewer|signer|signerVerifier|verifier|viewer)$/,
  },
  {
    on: /^gcp:storage\/bucket/,
    roles: /^roles\/storage\.(object(Creator|User|Viewer)|legacyObjectReader|bucketViewer)$/,
  },
  { on: /^gcp:artifactregistry\//, roles: /^roles\/artifactregistry\.(reader|writer)$/ },
  {
    on: /^gcp:serviceaccount\//,
    roles: /^roles\/iam\.(serviceAccount(OpenIdTokenCreator|TokenCreator|User|ViewOnly)|workloadIdentityUser)$/,
  },
];

export default policy({
  name: "granted-for-use",
  refuses: "a role on one resource that is for more than its use",
  because:
    "who was to publish deletes the topic, and who was to read a secret replaces it or lets others read: the grant looks narrow, " +
    "as it is on one resource alone",
  fix: "grant the role of the use: publisher, subscriber, secretAccessor, signer, objectUser, reader (Flotilla: the can list)",
  severity: "high",
  applies: (type) => isIam(type) && !isWide(type),
  check({ type, props }, { violation, unknown }) {
    const use = uses.find(({ on }) => on.test(type))?.roles;
    for (const { role, member, path } of grantsIn(props)) {
      if (role === Unknown) unknown(path);
      else if (use === undefined || use.test(String(role)) || !String(role).startsWith("roles/")) continue;
      else if (isBasic(String(role)))
        continue; // no-basic-role tells of it
      else if (member === Unknown) unknown(path);
      else if (String(member).startsWith("serviceAccount:"))
        violation(path, `is ${String(member)}, and is given ${String(role)}`);
    }
  },
});
