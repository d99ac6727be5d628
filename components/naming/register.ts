/**
 * A register of the names in the clouds that an environment's program gives. Two things that would get one name are told
 * before either is asked for; a cloud would refuse the second halfway through an update, or take it for the first.
 */
import type * as pulumi from "@pulumi/pulumi";
import { type Written, writtenAround } from "../component";
import { refuse } from "../refuse";
import { type NamedType, nameRules } from "./table";

interface Place {
  /** The property that is the name. @default name */
  name?: string;
  /** Properties by which two of one name are told apart. */
  within: readonly string[];
}

const usual: Place = { within: ["project", "location", "region"] };

const others: Readonly<Partial<Record<NamedType, Place>>> = {
  "gcp:serviceaccount/account:Account": { name: "accountId", within: ["project"] },
  "gcp:iam/workloadIdentityPool:WorkloadIdentityPool": { name: "workloadIdentityPoolId", within: ["project"] },
  "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider": {
    name: "workloadIdentityPoolProviderId",
    within: ["project", "workloadIdentityPoolId"],
  },
  "gcp:secretmanager/secret:Secret": { name: "secretId", within: ["project"] },
  "gcp:bigquery/dataset:Dataset": { name: "datasetId", within: ["project"] },
  "gcp:bigquery/table:Table": { name: "tableId", within: ["project", "datasetId"] },
  "cloudflare:index/queue:Queue": { name: "queueName", within: ["accountId"] },
  "cloudflare:index/r2Bucket:R2Bucket": { within: ["accountId"] },
};

/** For the root of an environment: looks at everything under it that is about to be registered. */
export function nameRegister(): pulumi.ResourceTransformation {
  const given = new Map<string, Written>();
  return ({ type, props, opts }) => {
    const owner = writtenAround(opts.parent);
    const name = Object.hasOwn(nameRules, type) ? nameIn(type as NamedType, props) : undefined;
    if (owner === undefined || name === undefined) return undefined;
    const first = given.get(name.key);
    if (first !== undefined) refuse(owner.kind, owner.name, [clash(type, name.text, first)]);
    given.set(name.key, owner);
    return undefined;
  };
}

/** A name that only the cloud, or the state, can tell is unlike any other. */
function nameIn(type: NamedType, props: Readonly<Record<string, unknown>>): { text: string; key: string } | undefined {
  const { name: property = "name", within } = others[type] ?? usual;
  const text = props[property];
  const place = within.map((key) => props[key] ?? "");
  if (typeof text !== "string" || !place.every((value) => typeof value === "string")) return undefined;
  return { text, key: JSON.stringify([type, ...place, text]) };
}

function clash(type: string, name: string, first: Written) {
  const reason =
    `makes a ${type} called ${JSON.stringify(name)}, and so does ${first.kind} ${JSON.stringify(first.name)}; ` +
    "call one of the two otherwise";
  return { propertyPath: "name", reason };
}
