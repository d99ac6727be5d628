/** What a token lets its holder do (distribution.github.io/distribution/spec/auth/scope). */
export const actions = ["pull", "push", "delete"] as const;
export type Action = (typeof actions)[number];

export interface Access {
  type: "repository";
  name: string;
  actions: Action[];
}

/** `repository:team/app:pull,push`; undefined for what is no repository's, or asks for nothing known. */
export function parseScope(text: string): Access | undefined {
  const [, name, list] = /^repository:([^:\s]{1,255}):([a-z*,]{1,100})$/.exec(text) ?? [];
  if (name === undefined || list === undefined) return undefined;
  const wanted = list.split(",");
  const known = actions.filter((action) => wanted.includes(action) || wanted.includes("*"));
  return known.length > 0 ? { type: "repository", name, actions: known } : undefined;
}

export const scopeText = ({ type, name, actions }: Access): string => `${type}:${name}:${actions.join(",")}`;
