/** One delivery, from what came in to what becomes of it; the same however it came. */
import type { EventDeclaration } from "./declaration";
import { type Once, whileRenewed } from "./once";
import { InvalidEventData, UnusableEvent } from "./problems";
import { type EventHandler, eventIn, type IncomingMessage, type ReceivedEvent } from "./received";

/** A type of event and what is done with it; `on` makes one. */
export interface Handling {
  readonly declaration: EventDeclaration;
  readonly handler: EventHandler;
}

/** Handles events of one type. */
export function on<Declaration extends EventDeclaration>(
  declaration: Declaration,
  handler: EventHandler<Declaration>,
): Handling {
  return { declaration, handler: handler as unknown as EventHandler };
}

/** What became of a delivery. */
export type Outcome =
  | { state: "handled" | "seen" }
  /** No use in sending it again: it is to end as a dead letter. */
  | { state: "refused"; status: 400 | 404 | 422; text: string }
  /** It is to be sent again. */
  | { state: "failed" | "held"; text: string };

export interface Reception {
  /** Where it is kept what was handled. */
  once: Once;
  /**
   * Told of each delivery that was refused or failed: of Pub/Sub's answers nobody reads the text.
   * @default a line on stderr, with a severity that Cloud Logging understands
   */
  report?: (problem: EventProblem) => void;
}

export interface EventProblem {
  state: "refused" | "failed";
  text: string;
  /** What a handler threw. */
  error?: unknown;
}

export async function handle(
  message: IncomingMessage,
  handlings: ReadonlyMap<string, Handling>,
  { once, report = writeLine }: Reception,
): Promise<Outcome> {
  let event: ReceivedEvent;
  try {
    event = await eventIn(message, (type) => handlings.get(type)?.declaration);
  } catch (error) {
    if (!(error instanceof UnusableEvent || error instanceof InvalidEventData)) throw error;
    report({ state: "refused", text: error.message });
    return { state: "refused", status: error instanceof UnusableEvent ? error.status : 422, text: error.message };
  }
  const name = `${event.type} ${event.id} from ${event.source}`;
  try {
    const claim = await once.claim(event);
    if (claim === "done") return { state: "seen" };
    if (claim === "held") return { state: "held", text: `${name} is being handled` };
    try {
      await whileRenewed(claim, () => (handlings.get(event.type) as Handling).handler(event));
    } catch (error) {
      await claim.release();
      throw error;
    }
    await claim.done();
    return { state: "handled" };
  } catch (error) {
    const text = `${name} was not handled: ${error instanceof Error ? error.message : String(error)}`;
    report({ state: "failed", text, error });
    return { state: "failed", text };
  }
}

/** @throws {TypeError} when a type is handled twice, or none is */
export function byType(handlings: readonly Handling[]): ReadonlyMap<string, Handling> {
  if (handlings.length === 0) throw new TypeError("handlers is empty: give one for each type that is received");
  const types = new Map<string, Handling>();
  for (const handling of handlings) {
    const { type } = handling.declaration;
    if (types.has(type)) throw new TypeError(`handlers: ${type} is handled twice; give it one handler`);
    types.set(type, handling);
  }
  return types;
}

/** The form that Cloud Logging takes from stderr (cloud.google.com/logging/docs/structured-logging). */
function writeLine({ text, error }: EventProblem): void {
  const stack = error instanceof Error ? { stack_trace: error.stack } : {};
  process.stderr.write(`${JSON.stringify({ severity: "ERROR", message: text, ...stack })}\n`);
}
