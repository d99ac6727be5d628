import { isWorkload, workloads } from "../identity/workloads";
import { cis, policy, type Report } from "../policy";
import { at, find, leaves, type Props, Unknown, type Value } from "../values";
import { places } from "./places";
import { isHarmless, secretIn, soundsSecret } from "./plain-secrets";

/** The value is in no message: these are logged. */
export default policy({
  name: "no-secret-in-plain-variables",
  refuses: "a secret in a workload's variables or command line",
  because: "whoever may look at the workload reads it there, in every revision there ever was",
  fix:
    "keep it in Secret Manager and name it in valueSource.secretKeyRef (Flotilla: can: [secret.read()]); a value that " +
    "was in here before is to be replaced",
  severity: "high",
  frameworks: [
    cis("1.17", "Ensure Secrets Are Not Stored in Cloud Functions Environment Variables by Using Secret Manager"),
  ],
  applies: workloads,
  check({ type, props }, report) {
    for (const { path, name, value } of isWorkload(type) ? variablesOf(type, props) : []) {
      if (value === Unknown || name === Unknown) report.unknown(path);
      else judge(path, String(name ?? ""), String(value), report);
    }
  },
});

function judge(path: string, name: string, value: string, { violation }: Report): void {
  const secret = secretIn(value);
  if (secret !== undefined) violation(path, `is ${secret}`);
  else if (soundsSecret(name) && !isHarmless(value))
    violation(path, `is set in plain text, and "${name}" sounds secret`);
}

interface Variable {
  path: string;
  name: Value | undefined;
  value: Value;
}

function* variablesOf(type: keyof typeof places, props: Props): Generator<Variable> {
  const { variables, maps, words } = places[type];
  for (const { path, value: variable } of variables.flatMap((pattern) => find(props, pattern))) {
    const value = at(variable, "value");
    if (value !== undefined) yield { path: `${path}.value`, name: at(variable, "name"), value };
  }
  for (const { path, value: map = {} } of maps.flatMap((pattern) => find(props, pattern)))
    for (const leaf of leaves(map, path)) yield { ...leaf, name: leaf.path.slice(path.length).replace(/[^\w-]/g, "") };
  for (const { path, value = "" } of words.flatMap((pattern) => find(props, pattern)))
    yield { path, name: undefined, value };
}
