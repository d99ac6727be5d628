/** Lines that are redrawn in place. Only what differs is written, in one go, so that nothing flickers. */
import { clearLine, clearScreenDown, cursorTo, moveCursor } from "node:readline";
import { stripVTControlCharacters } from "node:util";
import type { Terminal } from "../terminal";

const hideCursor = "\x1b[?25l";
const showCursor = "\x1b[?25h";

export class Screen {
  #drawn: string[] = [];
  #width = 0;

  constructor(private readonly out: Terminal["out"]) {}

  /** One column is left free: a line that fills the last one wraps on some terminals. */
  get width(): number {
    return Math.max(20, (this.out.columns ?? 80) - 1);
  }

  get height(): number {
    return Math.max(4, (this.out.rows ?? 24) - 1);
  }

  draw(lines: readonly string[]): void {
    const { out } = this;
    out.cork();
    if (this.#drawn.length === 0) out.write(hideCursor);
    if (this.#width !== this.width) this.#forget();
    moveCursor(out, 0, -this.#drawn.length);
    lines.forEach((text, i) => {
      if (text !== this.#drawn[i]) {
        cursorTo(out, 0);
        out.write(text);
        clearLine(out, 1);
      }
      out.write("\n");
    });
    if (this.#drawn.length > lines.length) clearScreenDown(out);
    out.uncork();
    this.#drawn = [...lines];
    this.#width = this.width;
  }

  /** Takes everything away again, for what is printed for good. */
  clear(): void {
    const { out } = this;
    out.cork();
    moveCursor(out, 0, -this.#drawn.length);
    cursorTo(out, 0);
    clearScreenDown(out);
    out.write(showCursor);
    out.uncork();
    this.#drawn = [];
  }

  /** A terminal that was made narrower has wrapped the old lines: each stands on as many rows as it now needs. */
  #forget(): void {
    if (this.#drawn.length === 0) return;
    const columns = this.width + 1;
    const rows = this.#drawn.map((text) => Math.max(1, Math.ceil(stripVTControlCharacters(text).length / columns)));
    moveCursor(this.out, 0, -rows.reduce((sum, count) => sum + count, 0));
    cursorTo(this.out, 0);
    clearScreenDown(this.out);
    this.#drawn = [];
  }
}
