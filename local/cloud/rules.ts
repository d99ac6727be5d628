/** All rules. A test asserts that each has a case that trips it and one that passes. */
import { notInUse as certificateNotInUse } from "./certificatemanager/not-in-use.rule";
import { accountExists } from "./cloudrunv2/account-exists.rule";
import { subnetRegion } from "./cloudrunv2/subnet-region.rule";
import { apiEnabled } from "./common/api-enabled.rule";
import { deletionAllowed } from "./common/deletion-allowed.rule";
import { nameFree } from "./common/name-free.rule";
import { regionExists } from "./common/region-exists.rule";
import { notInUse as computeNotInUse } from "./compute/not-in-use.rule";
import { zoneEmpty } from "./dns/zone-empty.rule";
import type { Request, Rule } from "./rule";
import { memberExists } from "./serviceaccount/member-exists.rule";

/** In the order in which they are asked: what a provider refuses itself, then what an API does. */
export const rules: readonly Rule[] = [
  deletionAllowed,
  apiEnabled,
  regionExists,
  nameFree,
  accountExists,
  memberExists,
  subnetRegion,
  computeNotInUse,
  certificateNotInUse,
  zoneEmpty,
];

/** Throws the first refusal. */
export function refuse(request: Request): void {
  for (const { types, before, check } of rules)
    if (before.includes(request.operation) && (types?.includes(request.type.token) ?? true)) check(request);
}
