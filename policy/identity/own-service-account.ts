import { cis, policy, type Report } from "../policy";
import { find, leaves, type Props, Unknown, type Value } from "../values";
import { defaultAccountsIn } from "./default-accounts";
import { type Fallback, fallbackAccounts, fallbacks } from "./fallbacks";
import { grants } from "./grants";

/** A property that says as whom something runs or calls. */
const namesAnAccount = /[sS]erviceAccount/;

/** Of a firewall or an access level: whose traffic is meant, perhaps to keep it out. */
const onlyMatches = /(source|target)ServiceAccounts|iamServiceAccount|^principal\.serviceAccount$/;

/**
 * The first rule of the house. The omission is judged by the table of fallbacks; a default account given by name is
 * found in any resource of the provider, in those of tomorrow too.
 */
export default policy({
  name: "own-service-account",
  refuses: "what runs or calls as a default service account",
  because:
    "that account is shared by everything that names none and is often Editor, so one leaked token is the project",
  fix:
    "give it a service account made for it alone, with only the roles it needs " +
    "(Flotilla's Service, Job and WorkerPool are born with one)",
  severity: "critical",
  frameworks: [cis("4.1", "Ensure That Instances Are Not Configured To Use the Default Service Account")],
  same: ["checkov:CKV_GCP_30", "trivy:GCP-0044", "gcp-pac:compute-instance-disallow-default-service-account"],
  applies: (type) => type.startsWith("gcp:") && !grants(type),
  check({ type, props }, report) {
    const omissions = (fallbacks[type] ?? []).map((fallback) => judgeOmission(props, fallback, report));
    const names = [...leaves(props)].filter(({ path }) => namesAnAccount.test(path) && !onlyMatches.test(path));
    for (const { path, value } of names) judgeName(path, value, report);
    return omissions.some(Boolean) || names.length > 0 ? undefined : "not applicable";
  },
});

/** True where there was something that needs an account. */
function judgeOmission(props: Props, fallback: Fallback, { violation, unknown }: Report): boolean {
  const found = find(props, fallback.path);
  for (const { path, value } of found) {
    if (value === Unknown) unknown(path);
    else if (value === undefined || value === "") {
      const falls = fallsBack(props, fallback, path);
      if (falls === Unknown) unknown(path);
      else if (falls) violation(path, `is not set, so it uses ${fallbackAccounts[fallback.to]}`);
    }
  }
  return found.length > 0;
}

function fallsBack(props: Props, { onlyIf, unless = [] }: Fallback, path: string): boolean | typeof Unknown {
  const required = onlyIf === undefined || isOneOn(props, onlyIf, path);
  const excused = isOneOn(props, unless, path);
  if (required === false || excused === true) return false;
  return required === Unknown || excused === Unknown ? Unknown : true;
}

/** Whether one of the patterns is set and not false, in the same elements of lists as `path`. */
function isOneOn(props: Props, patterns: readonly string[], path: string): boolean | typeof Unknown {
  const values = patterns.flatMap((pattern) => find(props, pattern).filter((found) => besides(found.path, path)));
  if (values.some(({ value }) => isOn(value))) return true;
  return values.some(({ value }) => value === Unknown) ? Unknown : false;
}

function besides(found: string, path: string): boolean {
  const element = /^.*\]/.exec(found)?.[0] ?? "";
  return path.startsWith(element);
}

function isOn(value: Value | undefined): boolean {
  if (value === undefined || value === Unknown || value === false || value === "") return false;
  return !Array.isArray(value) || value.length > 0;
}

function judgeName(path: string, value: Value, { violation, unknown }: Report): void {
  if (value === Unknown) unknown(path);
  else if (value === "default") violation(path, `is "default", which stands for ${fallbackAccounts.compute}`);
  else if (typeof value === "string")
    for (const { email, is } of defaultAccountsIn(value)) violation(path, `is ${email}, ${is}`);
}
