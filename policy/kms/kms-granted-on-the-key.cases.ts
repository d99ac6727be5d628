import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./kms-granted-on-the-key";

const type = "gcp:kms/keyRingIAMMember:KeyRingIAMMember";
const keyRingId = "projects/example/locations/europe-west1/keyRings/main";
const registry = "serviceAccount:run-registry@example.iam.gserviceaccount.com";

export default cases(policy, {
  passing: [
    {
      title: "lets the people who look after keys see them",
      type,
      props: { keyRingId, role: "roles/cloudkms.viewer", member: "group:security@example.dev" },
    },
    {
      title: "lets them rule over them",
      type,
      props: { keyRingId, role: "roles/cloudkms.admin", member: "group:security@example.dev" },
    },
  ],
  failing: [
    {
      title: "lets a workload decrypt with whatever is there",
      type,
      props: { keyRingId, role: "roles/cloudkms.cryptoKeyDecrypter", member: registry },
      at: ["member"],
    },
    {
      title: "lets several sign",
      type: "gcp:kms/keyRingIAMBinding:KeyRingIAMBinding",
      props: { keyRingId, role: "roles/cloudkms.signerVerifier", members: [registry, "group:ops@example.dev"] },
      at: ["members[0]", "members[1]"],
    },
    {
      title: "lets an account that is made in this run encrypt",
      type,
      props: { keyRingId, role: "roles/cloudkms.cryptoKeyEncrypter", member: Unknown },
      at: ["member"],
    },
  ],
  unknown: [{ title: "has a role that is made with it", type, props: { keyRingId, role: Unknown, member: registry } }],
});
