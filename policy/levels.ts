/** How hard each policy is in each kind of environment: the only place where one is softened. */
import type { Kind } from "./kind";
import type { PolicyName } from "./policies";
import type { Level } from "./policy";

const everywhere = { developer: "mandatory", staging: "mandatory", production: "mandatory" } as const;

export const levels: Readonly<Record<PolicyName, Readonly<Record<Kind, Level>>>> = {
  "own-service-account": everywhere,
  "no-grant-to-default-account": everywhere,
  "no-shared-account": everywhere,
  "no-default-provider": everywhere,
  "run-ingress-not-public-by-accident": everywhere,
  "run-invoker-not-public": everywhere,
  // A developer runs what was just built, and tears it down again.
  "image-by-digest": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  "deletion-protection": { developer: "disabled", staging: "advisory", production: "advisory" },
  "edge-modern-tls": everywhere,
  "edge-scheme-managed": everywhere,
};
