import { type CaseResource, stackCases } from "../cases";
import { type Props, Unknown } from "../values";
import policy from "./kms-key-has-a-version";

const id = "projects/example/locations/europe-west1/keyRings/main/cryptoKeys/tokens";

const key = (props: Props): CaseResource => ({ type: "gcp:kms/cryptoKey:CryptoKey", name: "tokens", props });
const version = (props: Props, madeFrom: string[] = []): CaseResource => ({
  type: "gcp:kms/cryptoKeyVersion:CryptoKeyVersion",
  name: "tokens/1",
  props,
  madeFrom: { cryptoKey: madeFrom },
});
const skips = { skipInitialVersionCreation: true };
const at = ["skipInitialVersionCreation"];

export default stackCases(policy, {
  passing: [
    { title: "gets its first version with it", stack: [key({ id })] },
    { title: "says so", stack: [key({ id, skipInitialVersionCreation: false })] },
    { title: "has its versions listed", stack: [key({ id, ...skips }), version({ cryptoKey: id, state: "ENABLED" })] },
    {
      title: "has one made in this run",
      stack: [key({ id: Unknown, ...skips }), version({ cryptoKey: Unknown }, ["tokens"])],
    },
    {
      title: "has one that was taken out of use, and one that was not",
      stack: [
        key({ id, ...skips }),
        version({ cryptoKey: id, state: "DISABLED" }),
        { ...version({ cryptoKey: id }), name: "tokens/2" },
      ],
    },
  ],
  failing: [
    { title: "waits for a version that nobody makes", stack: [key({ id, ...skips })], at },
    {
      title: "has a version of another key",
      stack: [key({ id, ...skips }), version({ cryptoKey: `${id}-2` })],
      at,
    },
    {
      title: "has its one version out of use",
      stack: [key({ id, ...skips }), version({ cryptoKey: id, state: "DISABLED" })],
      at,
    },
  ],
  unknown: [
    { title: "takes it from a new resource", stack: [key({ id, skipInitialVersionCreation: Unknown })] },
    { title: "may have a version", stack: [key({ id, ...skips }), version({ cryptoKey: Unknown })] },
    { title: "may have one in use", stack: [key({ id, ...skips }), version({ cryptoKey: id, state: Unknown })] },
  ],
  notApplicable: [{ title: "is a bucket", stack: [{ type: "gcp:storage/bucket:Bucket", props: {} }] }],
});
