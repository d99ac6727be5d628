/** Topics, subscriptions and schemas as others name them: bare, or `projects/p/topics/t`. */
import type { PropertyValue } from "../../values";

export interface Named {
  project: string;
  name: string;
  id: string;
}

export function named(
  kind: "topics" | "schemas" | "subscriptions",
  text: PropertyValue | undefined,
  project: string,
): Named {
  const [, home = project, name = String(text)] =
    new RegExp(`^projects/([^/]+)/${kind}/([^/]+)$`).exec(String(text)) ?? [];
  return { project: home, name, id: `projects/${home}/${kind}/${name}` };
}
