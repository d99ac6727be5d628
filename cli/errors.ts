/** How a command ends when it does not succeed. */

export const exitCodes = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** The command line asks for something that cannot be: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Faults of this program, as opposed to mistakes of its user: only for these does a stack trace help. */
const faults = [TypeError, ReferenceError, RangeError, SyntaxError];

export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return faults.some((fault) => error instanceof fault) ? (error.stack ?? error.message) : error.message;
}
