/** All that is started: where it listens, and in which order it ends. */
import type { Server } from "node:http";
import { listening } from "../stand-ins/listening";

export class Scope {
  readonly #endings: (() => unknown)[] = [];
  #next: number;

  /** @param first port, which the others follow; any that are free, where it is 0 */
  constructor(private readonly first: number) {
    this.#next = first;
  }

  /** At the next port; answers with the address. */
  async listen(server: Server): Promise<string> {
    const port = this.first === 0 ? 0 : this.#next++;
    return `http://${this.ends(await listening(server, port)).host}`;
  }

  /** Closed at the end, the last one first. */
  ends<Closable extends { close(): unknown }>(one: Closable): Closable {
    this.atEnd(() => one.close());
    return one;
  }

  atEnd(ending: () => unknown): void {
    this.#endings.push(ending);
  }

  async close(): Promise<void> {
    for (const ending of this.#endings.splice(0).reverse()) await ending();
  }
}
