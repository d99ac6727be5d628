/** Certificates of a load balancer, and the names that they are for. */
import { Things } from "../events/things";
import { sourcesOf } from "../identity/accounts";
import { some } from "../known";
import type { StackResource } from "../policy";
import { at, find, type Known, Unknown, type Value } from "../values";

export const certificate = "gcp:certificatemanager/certificate:Certificate";
export const certificateMap = "gcp:certificatemanager/certificateMap:CertificateMap";
export const entry = "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry";
export const authorization = "gcp:certificatemanager/dnsAuthorization:DnsAuthorization";

/** Whether a certificate's name, which may have a star for its first label, is good for a host. */
export function covers(name: Value | undefined, host: Value | undefined): Known {
  if (name === Unknown || host === Unknown) return Unknown;
  return name === host || name === String(host).replace(/^[^.]+/, "*");
}

export function coversOne(names: readonly (Value | undefined)[], host: Value): Known {
  return some(names.map((name) => covers(name, host)));
}

/** The resources of the stack that a list of names means; undefined where it is not known which, or they are not of the stack. */
export function named(
  by: StackResource,
  pattern: string,
  type: string,
  resources: readonly StackResource[],
): readonly StackResource[] | undefined {
  const things = new Things(resources, type, "name");
  const all = resources.filter((resource) => resource.type === type);
  const values = find(by.props, pattern);
  if (values.some(({ value }) => value === Unknown)) {
    const sources = sourcesOf(by, pattern).filter((source) => source.type === type);
    return sources.length > 0 ? sources : undefined;
  }
  const found = values.map(({ path, value }) =>
    all.find((one) => things.isSame(things.keyOf(one), things.key(by, path, value)) === true),
  );
  return found.some((one) => one === undefined) ? undefined : (found as StackResource[]);
}

export function domainsOf({ props }: StackResource): (Value | undefined)[] {
  if (at(props.managed, "domains") === Unknown) return [Unknown];
  return find(props, "managed.domains[]").map(({ value }) => value);
}
