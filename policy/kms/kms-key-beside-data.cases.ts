import { type CaseResource, stackCases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./kms-key-beside-data";

const keyIn = (location: string) => `projects/example/locations/${location}/keyRings/main/cryptoKeys/data`;
const instance = (region: Value, encryptionKeyName: Value, madeFrom: string[] = []): CaseResource => ({
  type: "gcp:sql/databaseInstance:DatabaseInstance",
  name: "catalog",
  props: { region, encryptionKeyName },
  madeFrom: { encryptionKeyName: madeFrom },
});
const dataset = (location: Value, kmsKeyName: Value): CaseResource => ({
  type: "gcp:bigquery/dataset:Dataset",
  name: "events",
  props: { location, defaultEncryptionConfiguration: { kmsKeyName } },
});
const ring = (location: Value): CaseResource => ({
  type: "gcp:kms/keyRing:KeyRing",
  name: "main",
  props: { id: Unknown, location },
});
const key = (props: Props = { id: Unknown, keyRing: Unknown }): CaseResource => ({
  type: "gcp:kms/cryptoKey:CryptoKey",
  name: "data",
  props,
  madeFrom: { keyRing: ["main"] },
});

export default stackCases(policy, {
  passing: [
    { title: "has its key beside it", stack: [instance("europe-west1", keyIn("europe-west1"))] },
    {
      title: "is in several regions, as its key is",
      stack: [dataset("EU", keyIn("europe")), dataset("US", keyIn("us"))],
    },
    {
      title: "has a key beside it that is made in this run",
      stack: [ring("europe-west1"), key(), instance("europe-west1", Unknown, ["data"])],
    },
    { title: "has no key of its own", stack: [instance("europe-west1", "")] },
  ],
  failing: [
    {
      title: "has a key elsewhere",
      stack: [instance("us-east4", keyIn("europe-west1"))],
      at: ["encryptionKeyName"],
    },
    {
      title: "has a key that is everywhere",
      stack: [dataset("europe-west1", keyIn("global"))],
      at: ["defaultEncryptionConfiguration.kmsKeyName"],
    },
    {
      title: "has a key elsewhere that is made in this run",
      stack: [ring("us-east4"), key(), instance("europe-west1", Unknown, ["data"])],
      at: ["encryptionKeyName"],
    },
    {
      title: "has a new key in a ring elsewhere that is there",
      stack: [
        ring("us-east4"),
        key({ id: Unknown, keyRing: "projects/example/locations/us-east4/keyRings/main" }),
        instance("europe-west1", Unknown, ["data"]),
      ],
      at: ["encryptionKeyName"],
    },
  ],
  unknown: [
    { title: "takes its key from outside the stack", stack: [instance("europe-west1", Unknown)] },
    { title: "is where something new is", stack: [instance(Unknown, keyIn("europe-west1"))] },
    {
      title: "has a ring that is where something new is",
      stack: [ring(Unknown), key(), instance("europe-west1", Unknown, ["data"])],
    },
  ],
  notApplicable: [{ title: "is a grant", stack: [{ type: "gcp:projects/iAMMember:IAMMember", props: {} }] }],
});
