/** What an operation that was killed left half done. */
import type { Reporter } from "./reporter";
import type { PendingOperation } from "./state";

/** Nothing is lost: a create is tried again, and the cloud knows by the URN what it has made already. */
export function warnOfInterrupted(operations: readonly PendingOperation[], reporter: Reporter): void {
  for (const { resource, type } of operations)
    reporter.warning(
      `an earlier operation was interrupted while ${type} ${resource.urn}; whether the cloud has done it is not known. ` +
        "It is tried again if the program still wants it.",
      resource.urn,
    );
}
