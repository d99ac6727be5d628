import { RunError } from "@pulumi/pulumi";

export const kinds = ["developer", "staging", "production"] as const;

/** The kind of environment whose resources are judged. */
export type Kind = (typeof kinds)[number];

/**
 * Reads the stack's `flotilla:kind`. Missing means production: a pack that is run without config (`pulumi policy
 * analyze` passes none) judges by the strictest levels.
 *
 * @throws RunError when it is not one of the kinds: a typo must not soften the pack
 */
export function kindOf(setting: string | undefined): Kind {
  if (setting === undefined) return "production";
  const kind = kinds.find((known) => known === setting);
  if (kind === undefined)
    throw new RunError(
      `flotilla:kind is "${setting}", but the kind of an environment is one of ${kinds.join(", ")}. ` +
        "Set it in the stack's config, for example: pulumi config set flotilla:kind staging",
    );
  return kind;
}
