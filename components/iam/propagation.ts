import type * as pulumi from "@pulumi/pulumi";
import { errorHook } from "../error-hook";

/**
 * What the clouds answer while a new account, role or grant is not known everywhere yet. IAM is eventually consistent and
 * no order of operations waits for it (hashicorp/terraform-provider-google#15042, #18024). Anything else fails at once.
 */
const passing: readonly RegExp[] = [
  // Setting an IAM policy with a member made seconds ago.
  /Error 400: Service account \S+ does not exist/,
  // Cloud Run with an account made seconds ago; the text itself says that it may not exist.
  /Error 403: Permission 'iam\.serviceaccounts\.actAs' denied on service account \S+ \(or it may not exist\)/,
  // A custom role made seconds ago.
  /Error 400: Role \(?\S+?\)? does not exist in the resource's hierarchy/,
];

/** Seconds to wait before each further try: two minutes in all, the time IAM takes at most in the usual case. */
const waits: readonly number[] = [1, 4, 10, 15, 30, 30, 30];

/** Whether a failure is one that time mends. */
export function isPassing(error: string): boolean {
  return passing.some((pattern) => pattern.test(error));
}

/**
 * Hooks that retry an operation for as long as it fails for want of time. They belong on whatever uses a new account or
 * grant.
 */
export function propagationHooks(environment: string): pulumi.ResourceHookBinding {
  return errorHook(`${environment}-iam-propagation`, retry);
}

/** Waits and answers that another try is worth it; the newest error comes first. */
async function retry([newest, ...earlier]: readonly string[]): Promise<boolean> {
  const wait = waits[earlier.length];
  if (wait === undefined || newest === undefined || !isPassing(newest)) return false;
  await new Promise((done) => setTimeout(done, wait * 1000));
  return true;
}
