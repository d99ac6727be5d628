import { log } from "./log";

/** Starts an application. What keeps it from starting is logged, and ends it. */
export function start(name: string, main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    log.error(`${name} cannot start`, error);
    process.exit(1);
  });
}
