import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { find, type Known, Unknown, type Value } from "../values";
import { grantsIn } from "./bindings";
import { namesOneResource } from "./conditions";
import { CustomRoles, customRole } from "./custom-roles";
import { isWide } from "./wide-grants";

/** What reads, writes or uses the contents of one resource, and what could carry it alone. */
const contents: readonly (readonly [RegExp, string])[] = [
  [/^run\.(routes\.invoke|jobs\.run(WithOverrides)?)$/, "a service or a job"],
  [/^secretmanager\.versions\.access$/, "a secret"],
  [/^pubsub\.(topics\.publish|subscriptions\.consume)$/, "a topic or a subscription"],
  [/^cloudkms\.cryptoKeyVersions\.(use\w+|viewPublicKey)$/, "a key"],
  [/^storage\.objects\.(create|delete|get|list|update)$/, "a bucket"],
  [/^bigquery\.tables\.(getData|updateData|export)$/, "a data set or a table"],
  [/^artifactregistry\.repositories\.(downloadArtifacts|uploadArtifacts|deleteArtifacts)$/, "a repository"],
  [/^cloudsql\.instances\.(?!get$|list$)/, "a condition on the instance's name"],
  [/^iap\.webServiceVersions\.accessViaIAP$/, "a service behind the identity proxy"],
];

/** Of Google's own roles, `granted-on-the-resource` knows which a resource could carry; of one's own, their permissions tell. */
export default stackPolicy({
  name: "custom-role-on-the-resource",
  refuses: "a role of one's own on a whole project or more that a single resource could carry",
  because:
    "a role of three permissions looks like the least that is needed, and on a project it reads every secret or calls every " +
    "service that is there and that will be",
  fix: "grant it on the resource itself, with the IAM resource of its type, or with a condition on resource.name where it has none",
  severity: "high",
  applies: (type) => type === customRole || isWide(type),
  checkStack(resources, report) {
    const roles = new CustomRoles(resources);
    for (const grant of resources.filter(({ type }) => isWide(type)))
      for (const { role, path } of grantsIn(grant.props)) judge(grant, role, path, roles, report);
  },
});

function judge(grant: StackResource, role: Value, path: string, roles: CustomRoles, report: StackReport): void {
  const made = roles.made(grant, role);
  if (made === undefined) {
    if (role === Unknown) report.unknown(grant, path);
    return;
  }
  const isNarrow = namesOneResource(grant.props);
  if (isNarrow === true) return;
  const found = find(made.props, "permissions[]").map(({ value }) => carrierOf(value));
  const carrier = found.find((one) => typeof one === "object");
  if (carrier && isNarrow === false)
    report.violation(grant, path, `is given "${made.name}", whose ${carrier.permission} ${carrier.on} could carry`);
  else if (carrier || found.includes(Unknown)) report.unknown(grant, path);
}

function carrierOf(permission: Value | undefined): { permission: string; on: string } | Known {
  if (permission === Unknown) return Unknown;
  const [, on] = contents.find(([pattern]) => pattern.test(String(permission))) ?? [];
  return on === undefined ? false : { permission: String(permission), on };
}
