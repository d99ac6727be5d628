import { z } from "zod";

/** A public key as verifiers take it (RFC 7517). */
const publicKey = z.object({
  kty: z.string(),
  crv: z.string(),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  alg: z.string(),
  use: z.literal("sig"),
});

/**
 * The outputs of an environment's stack, as applications read them. New optional fields are compatible;
 * anything else raises `version`, which readers check first.
 */
export const environmentOutputs = z.object({
  version: z.literal(1),
  environment: z.object({
    kind: z.enum(["developer", "staging", "production"]),
    project: z.string(),
    home: z.string(),
    regions: z.array(z.string()).min(1),
  }),
  edge: z.object({
    /** `balanced`: a load balancer answers. `direct`: each host stands for its service's own address. */
    mode: z.enum(["balanced", "direct"]),
    /** The load balancer's addresses; none where the edge is direct. */
    addresses: z.array(z.string()),
    /** Public host → where to send a request for it. */
    hosts: z.record(z.string(), z.object({ url: z.url(), service: z.string() })),
  }),
  /** What is recorded: the data set that readers query, and name of a type → its view, `project.dataset.view`. */
  events: z.object({ dataset: z.string(), views: z.record(z.string(), z.string()) }),
  /** Signing key → the public keys of all its versions. */
  publicKeys: z.record(z.string(), z.array(publicKey)),
  /** What a person must still do before everything works: secrets to add, each with the command. */
  todo: z.array(z.object({ secret: z.string(), what: z.string(), how: z.string() })),
});

export type EnvironmentOutputs = z.infer<typeof environmentOutputs>;
