/** The project and stack of every program, and URNs without them: `fake:index:Thing::a`. */
export const project = "shop";
export const stack = "dev";
const prefix = `urn:pulumi:${stack}::${project}::`;

export function longUrn(short: string): string {
  return prefix + short;
}

/** Every URN within a text. */
export function withShortUrns(text: string): string {
  return text.replaceAll(prefix, "");
}
