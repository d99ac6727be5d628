/** What a service is told. */
import type * as gcp from "@pulumi/gcp";
import type { Gpu, Millicores, Region } from "../../contract";
import type { Environment } from "../environment";
import type { Capability, Delivery } from "../iam/capability";
import type { Transforms } from "../transform";
import type { Size as Memory } from "../units";
import type { ContainerArgs } from "./container";
import type { EgressArgs } from "./egress";
import type { Exposure } from "./exposure";
import type { RoutingArgs } from "./routing";
import type { ScratchArgs } from "./scratch";
import type { ServingArgs } from "./serving";
import type { SidecarsArgs } from "./sidecars";
import type { WholeSize } from "./size";

export type ServiceArgs<E extends Exposure = "internal"> = CommonArgs<E> & Capacity & RoutingArgs;

/** How much an instance gets, and how many requests it works on at once. */
export type Capacity =
  | (WholeSize & {
      /** Requests that one instance works on at once, 1 to 1000. @default 80 */
      concurrency?: number;
      gpu?: never;
    })
  | {
      /** A part of a core in thousandths, `"80m"` to `"999m"`, in the first generation of the execution environment. */
      cpu: Millicores;
      /** Memory: 128Mi to 512Mi, or to 1Gi from half a core on. @default "512Mi" */
      memory?: Memory;
      /** Less than a core works on one request at a time. @default 1 */
      concurrency?: 1;
      gpu?: never;
    }
  | {
      /**
       * A GPU for each instance, which is then paid for from its start to its end, requests or not. The service runs in
       * `regions` that have it.
       */
      gpu: Gpu;
      /** Cores: 4 at the least. @default 4 */
      cpu?: 4 | 6 | 8;
      /** Memory: 16Gi on 4 cores, 16Gi to 24Gi on 6, to 32Gi on 8. @default "16Gi" */
      memory?: Memory;
      /** Requests that one instance works on at once, 1 to 1000. @default 80 */
      concurrency?: number;
      /** Instances in each region; no more than the project's quota of GPUs there. */
      scaling: { min?: number; max: number };
    };

interface CommonArgs<E extends Exposure> extends ContainerArgs, ServingArgs, EgressArgs, ScratchArgs, SidecarsArgs {
  /** Where it stands, and what decides its sizes and protection. */
  environment: Environment;
  /** Who reaches the service. @default "internal" */
  exposure?: E;
  /**
   * What an identity token for it may be made out to beside its addresses, as in `["https://iam.example.dev"]`: for callers
   * who know it under a name that is no address of Cloud Run. Nobody else in the environment has it. @default its addresses
   */
  audiences?: readonly string[];
  /** All that the service may do; also the only source of addresses, secrets and keys. @default nothing */
  can?: readonly Capability<Delivery>[];
  /**
   * The name that the service had before it was renamed. Its addresses and its account keep that name, so that nothing is
   * made anew; it stays here for as long as the service stands. @default it has always been called so
   */
  formerName?: string;
  /** Some of the environment's regions. @default all of them */
  regions?: readonly Region[];
  /** Last resort, listed in review: changes one child's arguments, but not what others were told of it. */
  transform?: Transforms<{ service: Omit<gcp.cloudrunv2.ServiceArgs, FixedArgument> }>;
}

/** What callers, routes and grants rely on; exposure and the account are not to be changed behind their backs. */
export const fixedArguments = [
  "name",
  "project",
  "location",
  "multiRegionSettings",
  "ingress",
  "invokerIamDisabled",
  "defaultUriDisabled",
  "iapEnabled",
  "customAudiences",
] as const;
type FixedArgument = (typeof fixedArguments)[number];
