/** What there is to be done with a repository: the first three are in tokens, the others are asked of `iam`. */
export const rights = ["pull", "push", "delete", "see", "grant"] as const;
export type Right = (typeof rights)[number];

/** Role → what its holder may do. `see` is to see who may do what, `grant` to change it. */
export const roles = {
  puller: ["pull"],
  pusher: ["pull", "push"],
  uploader: ["push"], // what builds images and has no need to read any
  cleaner: ["delete"],
  curator: ["pull", "delete"],
  maintainer: ["pull", "push", "delete"],
  viewer: ["see"],
  auditor: ["pull", "see"],
  releaser: ["pull", "push", "see"],
  granter: ["see", "grant"],
  steward: ["pull", "see", "grant"],
  administrator: ["pull", "push", "delete", "see", "grant"],
} as const satisfies Readonly<Record<string, readonly Right[]>>;
export type Role = keyof typeof roles;

export const isRole = (text: unknown): text is Role => typeof text === "string" && Object.hasOwn(roles, text);
