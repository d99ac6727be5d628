/** What services, jobs and worker pools have in common: an account of their own, what they were granted, and the way into the network. */
import type * as pulumi from "@pulumi/pulumi";
import type { Region } from "../../contract";
import type { Environment } from "../environment";
import { type Binding, bind, type Capability, type Delivery } from "../iam/capability";
import { Identity } from "../iam/identity";
import { type ScratchArgs, scratchMounts, scratchVolumes } from "./scratch";

export interface Workload {
  environment: Environment;
  identity: Identity;
  binding: Binding;
}

/** The account of a workload, and the grants of its `can` list, all as children of it. */
export function createWorkload(
  component: pulumi.ComponentResource,
  name: string,
  kind: "run" | "job" | "pool",
  environment: Environment,
  can: readonly Capability<Delivery>[],
  cloudName = name,
): Workload {
  const identity = new Identity(name, environment, kind, { parent: component }, cloudName);
  const { member, account, accountId } = identity;
  const principal = { name, component, accountId, member, email: account.email, isAsked: kind === "run" };
  const binding = bind(principal, can);
  const { admission } = environment;
  const before = admission ? [admission.policy, ...binding.before] : binding.before;
  return { environment, identity, binding: { ...binding, before } };
}

/**
 * What a workload says of the images that it may have: that the project's policy decides. Nothing here goes past it: in an
 * emergency that is done by hand, for one deployment.
 */
export function admittedIn({ admission }: Environment) {
  return admission ? { binaryAuthorization: { useDefault: true } } : {};
}

/** What a container of the workload finds: its variables, plain or secret, its files, and its folders, of buckets and in memory. */
export function surroundingsOf(
  { binding }: Workload,
  { variables, ...scratch }: { variables?: Readonly<Record<string, pulumi.Input<string>>> } & ScratchArgs,
  region: Region,
) {
  const plain = Object.entries({ ...variables, ...binding.variables(region) }).map(([name, value]) => ({
    name,
    value,
  }));
  const secret = Object.entries(binding.secrets).map(([name, secretKeyRef]) => ({
    name,
    valueSource: { secretKeyRef },
  }));
  const files = binding.files.map(({ volume, folder }) => ({ name: volume, mountPath: folder }));
  const folders = binding.folders.map(({ volume, folder }) => ({ name: volume, mountPath: folder }));
  const shared = binding.sharedFolders.map(({ volume, folder }) => ({ name: volume, mountPath: folder }));
  const volumeMounts = [...files, ...folders, ...shared, ...scratchMounts(scratch)];
  return {
    // Cloud Run keeps an order, and a list in another order is a change.
    envs: [...plain, ...secret].sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...(volumeMounts.length > 0 && { volumeMounts }),
  };
}

/**
 * What a shared folder holds at the most: a socket takes none of it, and left out it would be half of all memory
 * (cloud.google.com/run/docs/configuring/services/in-memory-volume-mounts).
 */
const mostShared = "1Mi";

/** The volumes that a revision or an execution mounts. */
export function volumesOf({ binding }: Workload, scratch: ScratchArgs) {
  const files = binding.files.map(({ volume, secret, version, file }) => ({
    name: volume,
    secret: { secret, items: [{ path: file, version }] },
  }));
  const folders = binding.folders.map(({ volume, bucket, readOnly, mountOptions }) => ({
    name: volume,
    gcs: { bucket, readOnly, mountOptions: [...mountOptions] },
  }));
  const shared = binding.sharedFolders.map(({ volume }) => ({
    name: volume,
    emptyDir: { medium: "MEMORY", sizeLimit: mostShared },
  }));
  const volumes = [...files, ...folders, ...shared, ...scratchVolumes(scratch)];
  return volumes.length > 0 ? { volumes } : {};
}
