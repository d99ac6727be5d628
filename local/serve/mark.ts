/**
 * By what a served cloud knows again what it has made: an output that says so, which the real engine keeps in its state and
 * shows to the provider in every later call. Ids cannot tell: a real cloud gives the same ones (`projects/…/services/…`).
 * Nor can the world: what a person has deleted there is gone, and was ours all the same.
 *
 * The name begins as the bridge's own bookkeeping does (`__meta`), which diffs and displays leave out.
 */
import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import type { PropertyMap } from "../values";

const property = "__madeBy";

/** Of one cloud alone: a state of another stand-in is as foreign as a real one. */
export class Mark {
  constructor(private readonly value: string) {}

  /** The mark that a file holds; a new one where there is none yet. */
  static ofFile(file: string): Mark {
    try {
      writeFileSync(file, `flotilla local cloud ${randomUUID()}\n`, { flag: "wx" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    return new Mark(readFileSync(file, "utf8").trim());
  }

  put(outputs: PropertyMap): PropertyMap {
    return { ...outputs, [property]: this.value };
  }

  /** The outputs as the cloud gave them; nothing where this cloud did not. */
  strip(outputs: PropertyMap): PropertyMap | undefined {
    const { [property]: found, ...own } = outputs;
    return found === this.value ? own : undefined;
  }
}
