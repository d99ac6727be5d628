/** Property paths, as in `template.containers[0].image` and `labels["example.dev/team"]`. */

export function child(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** The top-level property of a path. */
export function topOf(path: string): string {
  return /^[^.[]*/.exec(path)?.[0] as string;
}

/** Whether the path is one of those given, or lies inside one; `[*]` stands for any element, `*` for all. */
export function isWithin(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => {
    if (root === "*") return true;
    const escaped = root.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("\\[\\*\\]", "\\[[^\\]]*\\]");
    return new RegExp(`^${escaped}($|[.[])`).test(path);
  });
}
