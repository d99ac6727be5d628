/** A volume has a place of its own in a container. No source for the words was found: they are ours. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { objectsOf } from "../typed";
import { containersOf, workloads } from "./revision";

export class InvalidMountPath extends Refusal {
  constructor(path: string, reason: string) {
    super(400, "badRequest", `${path}.mount_path: ${reason}`);
  }
}

export const mountPath: Rule = {
  name: "mount-path",
  demands:
    "A volume is mounted at an absolute path, outside of /dev, /proc and /sys, where no other volume of the container is.",
  answer: "400 badRequest",
  sources: [
    "https://cloud.google.com/run/docs/configuring/services/cloud-storage-volume-mounts",
    "no source found for the answer: the words are ours",
  ],
  types: workloads,
  before: ["create", "update"],
  check({ inputs }) {
    for (const { path, container } of containersOf(inputs)) {
      const seen = new Set<string>();
      objectsOf(container.volumeMounts).forEach(({ mountPath }, index) => {
        const refuse = (reason: string) => {
          throw new InvalidMountPath(`${path}.volume_mounts[${index}]`, reason);
        };
        const at = String(mountPath).replace(/\/+$/, "");
        if (!at.startsWith("/")) refuse(`'${mountPath}' is not an absolute path.`);
        if (/^\/(dev|proc|sys)(\/|$)/.test(at)) refuse(`'${mountPath}' is not allowed.`);
        if (seen.has(at)) refuse(`'${mountPath}' is the mount path of two volumes.`);
        seen.add(at);
      });
    }
  },
};
