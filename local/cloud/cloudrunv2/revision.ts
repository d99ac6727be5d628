/** What a service, a worker pool or a job runs, and what that names. */
import { isObject, type PropertyMap, type PropertyValue } from "../../values";
import { objectOf, objectsOf, textOf, textsOf } from "../typed";

export const workloads = [
  "gcp:cloudrunv2/service:Service",
  "gcp:cloudrunv2/workerPool:WorkerPool",
  "gcp:cloudrunv2/job:Job",
];

/** A template of instances; a job's is that of its tasks. */
export function revisionOf(inputs: PropertyMap): PropertyMap {
  const template = objectOf(inputs.template);
  return isObject(template.template) ? template.template : template;
}

/** Whom it runs as; left out, it is Compute Engine's default account of the project with that number. */
export function accountOf(inputs: PropertyMap, projectNumber: string): string {
  return textOf(revisionOf(inputs).serviceAccount) ?? `${projectNumber}-compute@developer.gserviceaccount.com`;
}

export interface SecretReference {
  /** Where it stands, as Cloud Run says it. */
  path: string;
  /** A bare name, or `projects/p/secrets/s`. */
  secret: string;
  version: string;
}

/** The secrets that containers read as variables or mount as files. */
export function secretsOf(inputs: PropertyMap): SecretReference[] {
  const variables = containersOf(inputs).flatMap(({ path, container }) =>
    objectsOf(container.envs).flatMap((variable, index) => {
      const { secretKeyRef } = objectOf(variable.valueSource);
      if (!isObject(secretKeyRef)) return [];
      return [
        reference(`${path}.env[${index}].value_from.secret_key_ref.name`, secretKeyRef.secret, secretKeyRef.version),
      ];
    }),
  );
  const files = objectsOf(revisionOf(inputs).volumes).flatMap(({ secret }, index) => {
    if (!isObject(secret)) return [];
    const path = `${pathOf(inputs)}.volumes[${index}].secret`;
    const items = objectsOf(secret.items);
    if (items.length === 0) return [reference(path, secret.secret, undefined)];
    return items.map(({ version }, item) => reference(`${path}.items[${item}].key`, secret.secret, version));
  });
  return [...variables, ...files];
}

/** The Cloud SQL instances that are mounted as sockets: `project:region:instance`. */
export function sqlInstancesOf(inputs: PropertyMap): string[] {
  return objectsOf(revisionOf(inputs).volumes).flatMap(({ cloudSqlInstance }) =>
    textsOf(objectOf(cloudSqlInstance).instances),
  );
}

export interface MountedBucket {
  /** Where it stands, as Cloud Run says it. */
  path: string;
  /** Of the volume, by which containers mount it. */
  volume: string;
  bucket: string;
  readOnly: boolean;
}

/** The buckets of Cloud Storage that are mounted as folders. */
export function bucketsOf(inputs: PropertyMap): MountedBucket[] {
  return objectsOf(revisionOf(inputs).volumes).flatMap(({ name, gcs }, index) => {
    const { bucket, readOnly } = objectOf(gcs);
    if (typeof bucket !== "string") return [];
    const path = `${pathOf(inputs)}.volumes[${index}].gcs`;
    return [{ path, volume: String(name), bucket, readOnly: readOnly === true }];
  });
}

/** What direct VPC egress names, with where it stands: a network, a subnet, or both. */
export function interfacesOf(inputs: PropertyMap) {
  return objectsOf(objectOf(revisionOf(inputs).vpcAccess).networkInterfaces).map(({ network, subnetwork }, index) => ({
    path: `vpc_access.network_interfaces[${index}]`,
    network: textOf(network),
    subnet: textOf(subnetwork),
  }));
}

/** The subnets that direct VPC egress names. */
export function subnetsOf(inputs: PropertyMap): { path: string; subnet: string }[] {
  return interfacesOf(inputs).flatMap(({ path, subnet }) => (subnet === undefined ? [] : [{ path, subnet }]));
}

export function containersOf(inputs: PropertyMap): { path: string; container: PropertyMap }[] {
  return objectsOf(revisionOf(inputs).containers).map((container, index) => ({
    path: `${pathOf(inputs)}.containers[${index}]`,
    container,
  }));
}

/** In the words of the API's older version, which its errors kept. */
function pathOf(inputs: PropertyMap): string {
  return isObject(objectOf(inputs.template).template) ? "spec.template.spec.template.spec" : "spec.template.spec";
}

function reference(path: string, secret: PropertyValue | undefined, version: PropertyValue | undefined) {
  return { path, secret: String(secret), version: String(version ?? "latest") };
}
