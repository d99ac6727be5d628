/** The errors of the engine. Each is for the author of the program: it names the thing, the value and the remedy. */

/** Why a resource, or the whole operation, cannot go on. */
export class EngineError extends Error {
  override readonly name: string = "EngineError";
}

/** A feature of the real engine that this one lacks. Never passed over in silence. */
export class Unsupported extends EngineError {
  override readonly name = "Unsupported";
  constructor(readonly what: string) {
    super(`not supported by the local engine: ${what}`);
  }
}

/** The resource was refused, and what refused it has already been reported. */
export class Refused extends EngineError {
  override readonly name = "Refused";
}

/**
 * A provider has failed, and perhaps done what it was asked to all the same. A create that fails is not one: for the real
 * engine, too, it has made nothing.
 */
export class OutcomeUnknown extends EngineError {
  override readonly name = "OutcomeUnknown";
}

/** Asks a provider for something else than a create. */
export async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new OutcomeUnknown(messageOf(error), { cause: error });
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
