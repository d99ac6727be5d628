import * as pulumi from "@pulumi/pulumi";

/**
 * A hook that is asked when an operation fails, with the errors so far, the newest first; it answers whether another try is
 * worth it. None where the program runs on Pulumi's mocks, which know no error hooks and make nothing that could fail.
 */
export function errorHook(
  name: string,
  retry: (errors: readonly string[]) => boolean | Promise<boolean>,
): pulumi.ResourceHookBinding {
  const monitor = pulumi.runtime.getMonitor();
  if (monitor && !("registerErrorHook" in monitor)) return {};
  return { onError: [new pulumi.ErrorHook(name, ({ errors }) => retry(errors))] };
}

/** The hooks of several bindings together, in their order. */
export function hooksOf(...bindings: readonly pulumi.ResourceHookBinding[]): pulumi.ResourceHookBinding {
  const onError = bindings.flatMap((binding) => binding.onError ?? []);
  return onError.length > 0 ? { onError } : {};
}
