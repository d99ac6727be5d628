import { policy } from "../policy";
import { isWide, judgeGrants, type WideGrant } from "./wide-grants";

/** Roles, and what carries them when a project does not; those of topics and secrets have policies of their own. */
const resources: readonly (readonly [RegExp, string])[] = [
  [/^roles\/run\.(invoker|servicesInvoker|jobsExecutor)/, "a service or a job"],
  [/^roles\/bigquery\.(dataEditor|dataOwner|dataViewer)$/, "a data set or a table"],
  [/^roles\/cloudkms\.(cryptoKey|signer|verifier|cryptoOperator|decapsulator|publicKeyViewer)/, "a key"],
  [/^roles\/storage\.(object|legacy)/, "a bucket"],
  [/^roles\/artifactregistry\.(reader|writer|repoAdmin)$/, "a repository"],
  [/^roles\/iap\.(httpsResourceAccessor|tunnelResourceAccessor)$/, "a service behind the identity proxy"],
];

export default policy({
  name: "granted-on-the-resource",
  refuses: "a role on a whole project or more that a single resource could carry",
  because:
    "it holds for everything that is there and everything that will be, and the list of what a workload may do is then not all",
  fix: "grant it on the resource itself, with the IAM resource of its type",
  severity: "high",
  applies: isWide,
  check({ props }, report) {
    judgeGrants(props, report, fault);
  },
});

function fault({ role, member }: WideGrant): string | undefined {
  const [, on] = resources.find(([pattern]) => pattern.test(role)) ?? [];
  return on === undefined ? undefined : `is ${member}, and is given ${role}, which ${on} could carry`;
}
