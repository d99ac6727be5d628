/** Resources as others name them: bare, or by their path, as in `projects/p/topics/t`. */
import type { PropertyValue } from "../values";

export interface Named {
  project: string;
  name: string;
  id: string;
}

type Collection = "attestors" | "datasets" | "schemas" | "secrets" | "subscriptions" | "topics";

/** What a bare name means is in the project given. */
export function named(collection: Collection, text: PropertyValue | undefined, project: string): Named {
  const [, home = project, name = String(text)] =
    new RegExp(`^projects/([^/]+)/${collection}/([^/]+)$`).exec(String(text)) ?? [];
  return { project: home, name, id: `projects/${home}/${collection}/${name}` };
}
