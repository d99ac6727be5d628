import type { Region } from "../../contract";

/**
 * The address range of each region's subnet. A new region takes the next free one: a range that changes replaces a subnet,
 * and a subnet that services have used cannot be deleted for hours (cloud-facts, section 6, 5).
 */
export const subnetRanges: Readonly<Record<Region, string>> = {
  "africa-south1": "10.0.0.0/20",
  "asia-east1": "10.1.0.0/20",
  "asia-east2": "10.2.0.0/20",
  "asia-northeast1": "10.3.0.0/20",
  "asia-northeast2": "10.4.0.0/20",
  "asia-northeast3": "10.5.0.0/20",
  "asia-south1": "10.6.0.0/20",
  "asia-south2": "10.7.0.0/20",
  "asia-southeast1": "10.8.0.0/20",
  "asia-southeast2": "10.9.0.0/20",
  "asia-southeast3": "10.42.0.0/20",
  "australia-southeast1": "10.10.0.0/20",
  "australia-southeast2": "10.11.0.0/20",
  "europe-central2": "10.12.0.0/20",
  "europe-north1": "10.13.0.0/20",
  "europe-north2": "10.14.0.0/20",
  "europe-southwest1": "10.15.0.0/20",
  "europe-west1": "10.16.0.0/20",
  "europe-west2": "10.17.0.0/20",
  "europe-west3": "10.18.0.0/20",
  "europe-west4": "10.19.0.0/20",
  "europe-west6": "10.20.0.0/20",
  "europe-west8": "10.21.0.0/20",
  "europe-west9": "10.22.0.0/20",
  "europe-west10": "10.23.0.0/20",
  "europe-west12": "10.24.0.0/20",
  "me-central1": "10.25.0.0/20",
  "me-central2": "10.26.0.0/20",
  "me-west1": "10.27.0.0/20",
  "northamerica-northeast1": "10.28.0.0/20",
  "northamerica-northeast2": "10.29.0.0/20",
  "northamerica-south1": "10.30.0.0/20",
  "southamerica-east1": "10.31.0.0/20",
  "southamerica-west1": "10.32.0.0/20",
  "us-central1": "10.33.0.0/20",
  "us-east1": "10.34.0.0/20",
  "us-east4": "10.35.0.0/20",
  "us-east5": "10.36.0.0/20",
  "us-south1": "10.37.0.0/20",
  "us-west1": "10.38.0.0/20",
  "us-west2": "10.39.0.0/20",
  "us-west3": "10.40.0.0/20",
  "us-west4": "10.41.0.0/20",
};

/**
 * Instances that a subnet with a prefix of that length carries, of whose addresses Google keeps four. Direct VPC egress takes
 * twice as many addresses as there are instances, and those of one revision stay taken for a while after another has taken
 * over, so that a deployment under full load takes four for each
 * (cloud.google.com/run/docs/configuring/vpc-direct-vpc#scaling).
 */
export function instancesIn(prefix: number): number {
  return Math.floor((2 ** (32 - prefix) - 4) / 4);
}

/** In a subnet of the environment's own. */
export const mostInstances = instancesIn(20);

/** Where managed services such as Cloud SQL get their private addresses: 10.128.0.0 to 10.128.255.255. */
export const managedServicesRange = { address: "10.128.0.0", prefixLength: 16 } as const;
