/** Folders that are mounted in a container: where one may be, and that none is in another. */
import { foldersIn } from "../iam/capability";
import type { Mistake } from "../refuse";

/**
 * Folders of the system, where Cloud Run mounts nothing (cloud.google.com/run/docs/configuring/services/cloud-storage-volume-mounts),
 * and the one that secrets are mounted in.
 */
const taken = /^\/(dev|proc|sys|secrets)(\/|$)/;

/** Why nothing can be mounted there; nothing where it can. */
export function whyNotMounted(folder: string): string | undefined {
  if (!/^(\/(?!\.{1,2}(\/|$))[\w.-]+)+$/.test(folder)) return "is not the path of a folder, such as /cache";
  if (taken.test(folder)) return "is in a folder of the system's or of secrets; take another";
  return undefined;
}

/** What is wrong with the folders of a container together, of buckets and in memory. */
export function folderMistakes({
  can = [],
  scratch = {},
}: {
  can?: readonly unknown[];
  scratch?: Readonly<Record<string, unknown>>;
}): Mistake[] {
  const all = [
    ...foldersIn(can),
    ...Object.keys(scratch).map((folder) => ({
      propertyPath: `scratch[${JSON.stringify(folder)}]`,
      folder,
      what: `scratch ${folder}`,
      verb: "",
    })),
  ];
  return all.flatMap(({ propertyPath, folder, what, verb }, i) => {
    const before = all.slice(0, i);
    const same = before.find((other) => other.what === what);
    if (same?.verb === verb) return []; // it is listed twice, which is told already
    if (same)
      return {
        propertyPath,
        reason: `mounts ${what} at ${folder}, which ${same.propertyPath} mounts at ${same.folder}; list one: who may write may read`,
      };
    const clash = before.find((other) => isWithin(folder, other.folder) || isWithin(other.folder, folder));
    if (!clash) return [];
    const where = clash.folder === folder ? "is" : isWithin(folder, clash.folder) ? "is in" : "is around";
    return {
      propertyPath,
      reason: `${folder} ${where} ${clash.folder} of ${clash.propertyPath}; mount it beside that`,
    };
  });
}

const isWithin = (inner: string, outer: string) => `${inner}/`.startsWith(`${outer}/`);
