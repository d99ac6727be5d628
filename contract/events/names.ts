/** Full names of topics and subscriptions, as the variables of a capability hold them. */

/**
 * @throws {TypeError} when it is not one
 */
export function projectIn(kind: "topic" | "subscription", name: string): string {
  const [, project] = new RegExp(`^projects/([^/]+)/${kind}s/[^/]+$`).exec(name) ?? [];
  if (project) return project;
  throw new TypeError(
    `${kind} is ${JSON.stringify(name)}: give projects/PROJECT/${kind}s/NAME, which is what the ${kind}'s variable holds`,
  );
}
