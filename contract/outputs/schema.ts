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

/** Somebody who may call services here, or use what they keep, and is no workload of the environment. */
const caller = z.object({
  caller: z.string(),
  /** As IAM writes it: `group:…`, `serviceAccount:…`. */
  member: z.string(),
  /** Why, where somebody had to say so. */
  because: z.string().optional(),
  /** What exchanges the tokens of a workflow on GitHub, as its action takes it. */
  provider: z.string().optional(),
  /** All that it may do: `call` the `service` `iam`. */
  can: z.array(z.object({ verb: z.string(), kind: z.string(), name: z.string() })),
  /** Region → variable → value: addresses and names, those that are nearest to the region. */
  variables: z.record(z.string(), z.record(z.string(), z.string())),
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
  /** Who is no workload of the environment and may do something here, by name; since the first of them, so it may be missing. */
  callers: z.record(z.string(), caller).default({}),
  /** What a person must still do before everything works: secrets to add, each with the command. */
  todo: z.array(z.object({ secret: z.string(), what: z.string(), how: z.string() })),
});

export type EnvironmentOutputs = z.infer<typeof environmentOutputs>;
