/** What to do next: said from results alone, for any project. */
import type { ConfigDeclaration, OperationResult, Project, StackConfig, StackFile } from "../local";

const opposites: Record<string, string> = { true: "false", on: "off", yes: "no", enabled: "disabled" };

/**
 * A property that stands against deletion, and a configuration key of that name: most likely the one sets the other.
 * Nothing is known of the program but the names.
 */
export function refusalAdvice(
  refusals: OperationResult["refusals"],
  project: Project,
  stack: StackFile,
  config: StackConfig,
): string[] {
  const properties = new Set((refusals ?? []).map(({ property }) => lastName(property)));
  const keys = new Set([...project.declarations.map(({ key }) => key), ...stack.config.keys()]);
  return [...keys].flatMap((key) => {
    const local = key.slice(key.indexOf(":") + 1);
    if (!properties.has(local)) return [];
    const declared = project.declarations.find((declaration) => declaration.key === key);
    const value = opposites[config.values[key] ?? ""] ?? offIn(declared);
    const setting = value ? `set ${key} to ${value}` : `change ${key}`;
    const command = `pulumi config set ${key} ${value ?? "<value>"} --stack ${stack.stack}`;
    return [`${setting} (edit ${stack.shown}, or ${command}), run up, then destroy${meaning(declared, key)}`];
  });
}

/** The word for "no" that a declaration knows. */
function offIn(declared: ConfigDeclaration | undefined): string | undefined {
  if (declared?.type === "boolean") return "false";
  return /\b(off|false|disabled)\b/.exec(declared?.description ?? "")?.[0];
}

function meaning(declared: ConfigDeclaration | undefined, key: string): string {
  return declared?.description ? `\n${key}: ${declared.description}` : "";
}

/** `settings[0].deletionProtection` ends in `deletionProtection`. */
function lastName(path: string): string {
  return (
    path
      .split(/[.[\]"]+/)
      .filter((part) => part !== "")
      .at(-1) ?? ""
  );
}
