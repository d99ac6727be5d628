import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Region } from "../../contract";
import { Component } from "../component";
import type { Environment } from "../environment";
import { bindingMistakes, type Capability, type Delivery } from "../iam/capability";
import { nameMistakes, stableName } from "../naming";
import { checksInto, isCount, type Mistake, refuse } from "../refuse";
import { fixedMistakes, ownAccountMistakes, type Transforms, transformed } from "../transform";
import { budgetMistakes, takeInstances } from "./budget";
import { type ContainerArgs, containerOf, imageMistakes } from "./container";
import { type EgressArgs, egressMistakes, networkOf } from "./egress";
import { folderMistakes } from "./folders";
import { type PortProbes, portProbeMistakes, probesOf } from "./probes";
import { type ScratchArgs, scratchMistakes } from "./scratch";
import { besideSidecars, portMistakes, sidecarContainers, workerSizeMistakes } from "./sidecars";
import type { WholeSize } from "./size";
import { admittedIn, createWorkload, surroundingsOf, volumesOf, type Workload } from "./workload";

export interface WorkerPoolArgs extends ContainerArgs, WholeSize, EgressArgs, ScratchArgs {
  /** Where it stands, and what decides its protection. */
  environment: Environment;
  /**
   * How many run at once, without end, and are paid for without end: in every region of the environment, or in those that
   * are named, in each as many as it says. 0 rests it; a region that is left out has none.
   */
  instances: number | Readonly<Partial<Record<Region, number>>>;
  /** All that the workers may do; also the only source of addresses, secrets and keys. @default nothing */
  can?: readonly Capability<Delivery>[];
  /** How Cloud Run tells whether an instance has started, and is alive: asked at this port. @default it is not asked */
  probes?: PortProbes;
  /** Last resort, listed in review: changes the arguments of the pool in every region. */
  transform?: Transforms<{ pool: Omit<gcp.cloudrunv2.WorkerPoolArgs, FixedArgument> }>;
}

/** How many there are is said where they are declared, and nowhere else. */
const fixedArguments = ["name", "project", "location", "scaling"] as const;
type FixedArgument = (typeof fixedArguments)[number];

/**
 * Work that never ends and that nobody calls: it pulls what it works on. It has no address, and an account of its own that
 * may do what its `can` list says and nothing else, as a service has.
 *
 * ```ts
 * const pulls = new Subscription("pulls", { environment, on: imagePulled });
 * new WorkerPool("counter", { environment, image, instances: 2, can: [pulls.pull()] });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class WorkerPool extends Component {
  constructor(name: string, args: WorkerPoolArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("WorkerPool", name, workerPoolMistakes(name, args));
    super("run:WorkerPool", name, args.environment, opts);
    const workload = createWorkload(this, name, "pool", args.environment, args.can ?? []);
    for (const [region, instances] of instancesOf(args)) {
      takeInstances(args.environment, `worker pool ${name}`, instances, [region]);
      createPool(this, name, region, instances, args, workload);
    }
    this.registerTransforms(args.transform);
  }
}

function createPool(
  parent: pulumi.ComponentResource,
  name: string,
  region: Region,
  manualInstanceCount: number,
  args: WorkerPoolArgs,
  workload: Workload,
): void {
  const { environment, probes } = args;
  const { foundation, project, slug, deletionProtection, propagation } = environment;
  new gcp.cloudrunv2.WorkerPool(
    `${name}/${region}`,
    transformed<gcp.cloudrunv2.WorkerPoolArgs>(
      {
        name: stableName("gcp:cloudrunv2/workerPool:WorkerPool", slug, name),
        project,
        location: region,
        deletionProtection,
        ...admittedIn(environment),
        scaling: { scalingMode: "MANUAL", manualInstanceCount },
        template: {
          serviceAccount: workload.identity.account.email,
          vpcAccess: networkOf(workload, region, args),
          ...volumesOf(workload, args),
          containers: [
            {
              ...besideSidecars(args, "worker"),
              ...containerOf(args),
              ...surroundingsOf(workload, args, region),
              ...(probes && probesOf(probes, probes.port)),
            },
            ...sidecarContainers(args, region),
          ],
        },
      },
      args.transform?.pool,
    ),
    {
      parent,
      dependsOn: [foundation.api("run.googleapis.com"), ...workload.binding.before],
      hooks: propagation,
    },
  );
}

/** Region → how many run there. */
function instancesOf({ environment, instances }: WorkerPoolArgs): [Region, number][] {
  return typeof instances === "number"
    ? environment.regions.map((region) => [region, instances])
    : (Object.entries(instances) as [Region, number][]);
}

function workerPoolMistakes(name: string, args: WorkerPoolArgs): Mistake[] {
  const { environment, variables = {}, can = [], probes } = args;
  const mistakes = [
    ...nameMistakes(name),
    ...imageMistakes("image", args.image, environment.images),
    ...workerSizeMistakes(args),
    ...portMistakes([["probes.port", probes?.port]], args),
    ...countMistakes(args),
    ...egressMistakes(args),
    ...scratchMistakes(args),
  ];
  if (probes) mistakes.push(...portProbeMistakes("probes", probes));
  const changed = args.transform?.pool as { template?: object } | undefined;
  mistakes.push(...fixedMistakes("transform.pool", changed, fixedArguments));
  mistakes.push(...ownAccountMistakes("transform.pool.template", changed?.template, "pool"));
  const overBudget = mistakes.some(({ propertyPath }) => propertyPath.startsWith("instances"))
    ? []
    : instancesOf(args).flatMap(([region, count]) => budgetMistakes(environment, "instances", count, [region]));
  return [...mistakes, ...overBudget, ...bindingMistakes(variables, can), ...folderMistakes(args)];
}

/** As many as a service may have in a region. */
const mostInstances = 1000;

function countMistakes(args: WorkerPoolArgs): Mistake[] {
  const { environment, instances } = args;
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  const checkCount = (count: number, path: string) =>
    check(isCount(count, 0, mostInstances), path, `${count} is not between 0 and ${mostInstances}`);
  if (typeof instances !== "object" || instances === null) checkCount(instances, "instances");
  else {
    check(Object.keys(instances).length > 0, "instances", "names no region; give a number for all of them");
    for (const [region, count] of instancesOf(args)) {
      const known = environment.regions.join(", ");
      const path = `instances.${region}`;
      check(environment.regions.includes(region), path, `is not among the environment's regions ${known}`);
      checkCount(count, path);
    }
  }
  return mistakes;
}
