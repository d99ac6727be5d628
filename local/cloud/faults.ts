/** Failures that a test asks for, as an IAM change that has not reached every server. */
import { InjectedFault } from "./errors";
import type { Operation } from "./rule";

export interface Fault {
  /** Type token; any type when absent. */
  type?: string;
  operation: Operation;
  /** Which of the operations it fits fails first, counted from 1. @default 1 */
  nth?: number;
  /** How many in a row fail. @default 1 */
  times?: number;
  /** The error's message. */
  error: string;
}

export class Faults {
  readonly #faults: { fault: Fault; seen: number }[] = [];

  add(fault: Fault): void {
    this.#faults.push({ fault, seen: 0 });
  }

  /** Counts an operation, and fails it when its turn has come. */
  strike(type: string, operation: Operation): void {
    const fitting = this.#faults.filter(
      ({ fault }) => fault.operation === operation && (fault.type === undefined || fault.type === type),
    );
    for (const entry of fitting) entry.seen++;
    for (const { fault, seen } of fitting) {
      const { nth = 1, times = 1, error } = fault;
      if (seen >= nth && seen < nth + times) throw new InjectedFault(error);
    }
  }
}
