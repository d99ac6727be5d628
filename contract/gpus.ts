/**
 * Where Cloud Run has GPUs, and what an instance with one has at the least (cloud.google.com/run/docs/configuring/services/gpu):
 * the table that components are checked against when they are made, and that the local cloud refuses by.
 */
import type { Region } from "./regions";

export const gpus = {
  "nvidia-l4": {
    millicores: 4000,
    mebibytes: 16_384,
    // asia-south1 only for those whom Google lets in.
    regions: ["asia-south1", "asia-southeast1", "europe-west1", "europe-west4", "us-central1", "us-east4"],
  },
} as const satisfies Record<string, { millicores: number; mebibytes: number; regions: readonly Region[] }>;

export type Gpu = keyof typeof gpus;

export function isGpu(text: string): text is Gpu {
  return Object.hasOwn(gpus, text);
}
