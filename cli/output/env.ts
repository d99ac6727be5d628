/** Variables as a `.env` file, which `node --env-file`, dotenv and a shell read alike. */
import { UsageError } from "../errors";
import type { Variable, Workload } from "../workloads";

/** Nothing secret is in it: of a secret there is the command that reads it, for who may. */
export function envLines(of: string, { name, region, project, variables }: Workload): string[] {
  return [
    `# What ${name} is given in ${region} of ${of}; nothing in here is secret.`,
    "# Whoever runs it on a laptop is who asks: gcloud auth application-default login",
    ...variables.flatMap((variable) => linesOf(variable, project)),
  ];
}

function linesOf(variable: Variable, project: string): string[] {
  if ("secret" in variable) {
    const { name, secret, version } = variable;
    return [
      `# ${name} is secret. Who may read it: export ${name}="$(gcloud secrets versions access ${version} --secret ${secret} --project ${project})"`,
    ];
  }
  const { name, value } = variable;
  return [
    value === undefined ? `# ${name} is not shown: it is secret in the state, or not known yet` : assigned(name, value),
  ];
}

/** In quotes that nothing in the value ends, and nothing in it means anything within, since readers do not agree on escapes. */
function assigned(name: string, value: string): string {
  if (!value.includes("'")) return `${name}='${value}'`;
  if (!/["$`\\]/.test(value)) return `${name}="${value}"`;
  throw new UsageError(
    `the value of ${name} has quotes of both kinds, or a sign beside one that a shell reads: no .env file holds it`,
  );
}
