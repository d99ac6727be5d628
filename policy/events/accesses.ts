/** Who gets a role on a data set or its tables, by whatever resource. */
import { grantsIn } from "../identity/bindings";
import type { Resource } from "../policy";
import { at, find, type Props, Unknown, type Value } from "../values";
import { dataset } from "./things";

export const access = "gcp:bigquery/datasetAccess:DatasetAccess";
export const onDataset = /^gcp:bigquery\/(datasetIam|iam)(Member|Binding|Policy):/;

export interface Access {
  role: Value;
  /** An address alone, or as IAM writes a member; `specialGroup:…` for what a data set's own list calls so. */
  member: Value;
  /** Where the member stands. */
  path: string;
}

export const givesAccess = (type: string) => type === dataset || type === access || onDataset.test(type);

export function accessesIn({ type, props }: Pick<Resource, "type" | "props">): Access[] {
  if (onDataset.test(type)) return grantsIn(props);
  if (type === access) return ownList(props, "");
  if (type !== dataset) return [];
  return find(props, "accesses[]").flatMap(({ path, value }) => ownList(value, `${path}.`));
}

/** How a member is told from others of its kind. */
const prefixes = {
  userByEmail: "",
  groupByEmail: "group:",
  domain: "domain:",
  specialGroup: "specialGroup:",
  iamMember: "",
};

/** One entry; what authorizes a view, a routine or a data set names nobody. */
function ownList(entry: Value | undefined, path: string): Access[] {
  if (entry === Unknown) return [{ role: Unknown, member: Unknown, path: path.replace(/\.$/, "") }];
  const role = at(entry, "role") ?? "READER";
  return Object.entries(prefixes).flatMap(([property, prefix]) => {
    const value = at(entry, property);
    if (value === undefined || value === "") return [];
    return [{ role, member: value === Unknown ? Unknown : `${prefix}${String(value)}`, path: `${path}${property}` }];
  });
}

/** The data sets whose views may read this one. */
export function authorizedIn(props: Props): Value[] {
  const ofDataset = find(props, "accesses[]").map(({ value }) => at(value, "dataset", "dataset", "datasetId"));
  return ofDataset.filter((value) => value !== undefined);
}
