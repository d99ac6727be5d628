/**
 * Splits a line of arguments as a shell would: blanks part them, quotes and backslashes keep blanks. (`nodeargs` is one
 * string in Pulumi.yaml; Node's own parser of arguments starts from a list.)
 */
export function splitArguments(line: string): string[] {
  const words = line.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  return words.map((word) =>
    word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g, (_, double?: string, single?: string, escaped?: string) =>
      double !== undefined ? double.replace(/\\(["\\$`])/g, "$1") : (single ?? escaped ?? ""),
    ),
  );
}
