/** The events of the registry. */
import { z } from "zod";
import { declareEvent } from "./declaration";

/** A repository and what of it: the digest always, the tag where it was named. */
const image = {
  repository: z.string(),
  digest: z.string(),
  tag: z.string().optional(),
};

/** Who did it: the account of a person or of a workload, as tokens name it. */
const actor = z.string();

export const events = {
  imagePushed: declareEvent(
    "dev.example.registry.image.pushed",
    z.object({ ...image, actor, bytes: z.int(), media_type: z.string() }),
  ),
  imagePulled: declareEvent(
    "dev.example.registry.image.pulled",
    z.object({ ...image, actor, region: z.string(), user_agent: z.string().optional() }),
  ),
  policyChanged: declareEvent(
    "dev.example.registry.policy.changed",
    z.object({
      repository: z.string(),
      actor,
      changes: z.array(z.object({ subject: z.string(), role: z.string(), granted: z.boolean() })),
    }),
  ),
} as const;
