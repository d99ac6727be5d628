import * as pulumi from "@pulumi/pulumi";

/** Whether the program may have hooks: not on Pulumi's mocks, which know none and make nothing that could be hooked. */
export function hasHooks(): boolean {
  const monitor = pulumi.runtime.getMonitor();
  return !monitor || "registerErrorHook" in monitor;
}

/**
 * A hook that is asked when an operation fails, with the errors so far, the newest first; it answers whether another try is
 * worth it.
 */
export function errorHook(
  name: string,
  retry: (errors: readonly string[]) => boolean | Promise<boolean>,
): pulumi.ResourceHookBinding {
  if (!hasHooks()) return {};
  return { onError: [new pulumi.ErrorHook(name, ({ errors }) => retry(errors))] };
}

/** The hooks of several bindings together, in their order. */
export function hooksOf(...bindings: readonly pulumi.ResourceHookBinding[]): pulumi.ResourceHookBinding {
  const onError = bindings.flatMap((binding) => binding.onError ?? []);
  return onError.length > 0 ? { onError } : {};
}
