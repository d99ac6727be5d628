/** Ctrl-C: the first one ends an operation in good order, the second one ends it at once. */
import { exitCodes } from "./errors";

/** A terminal that is closed hangs up. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Listens until `release()`. */
export function onInterrupt(
  controller: AbortController,
  say: (text: string) => void,
  kill: () => void = () => process.exit(exitCodes.interrupted),
): { readonly interrupted: boolean; release(): void } {
  let interrupted = false;
  const interrupt = () => {
    if (interrupted) {
      say("killed: what was under way may be half done, and the state remembers it as pending");
      kill();
      return;
    }
    interrupted = true;
    controller.abort();
    say("interrupted: waiting for what is under way (Ctrl-C again to kill)");
  };
  for (const signal of signals) process.on(signal, interrupt);
  return {
    get interrupted() {
      return interrupted;
    },
    release() {
      for (const signal of signals) process.off(signal, interrupt);
    },
  };
}
