/** A YAML file whose mistakes can be named with their line. */
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { type Document, LineCounter, parseDocument, visit } from "yaml";
import type { ZodType } from "zod";
import { type Mistake, mistakesError } from "./errors";

export type YamlPath = readonly (string | number)[];

/** An unquoted date: Pulumi's YAML reader makes a time of it, and hands the program `2026-12-01 00:00:00 +0000 UTC`. */
const timestamp = /^\d{4}-\d\d?-\d\d?([Tt\s].*)?$/;

export class YamlFile {
  /** As it is shown to people: relative to the working directory where that is shorter. */
  readonly shown: string;
  readonly #document: Document.Parsed;
  readonly #lines = new LineCounter();

  constructor(readonly path: string) {
    const fromHere = relative(process.cwd(), path);
    this.shown = fromHere.length < path.length ? fromHere : path;
    const text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
    this.#document = parseDocument(text, {
      intAsBigInt: true,
      merge: true,
      prettyErrors: false,
      lineCounter: this.#lines,
    });
    this.refuse(
      this.#document.errors.map((error) => ({
        line: this.#lines.linePos(error.pos[0]).line,
        at: "",
        message: error.message,
      })),
    );
    this.refuse(this.#dates());
  }

  /** The content as plain values; whole numbers beyond 2^53 are left as `bigint`. */
  content(): unknown {
    return settle(this.#document.toJS());
  }

  /** The content, checked; all mistakes in one error. */
  checked<T>(schema: ZodType<T>, content: unknown = this.content()): T {
    const result = schema.safeParse(content);
    if (result.success) return result.data;
    throw mistakesError(
      this.shown,
      result.error.issues.map((issue) => {
        const path = issue.path.filter((part) => typeof part !== "symbol");
        return this.mistake(path, lowerFirst(issue.message));
      }),
    );
  }

  mistake(path: YamlPath, message: string): Mistake {
    return { line: this.line(path), at: path.join("."), message };
  }

  /** The line of a value, or of the nearest thing around it that stands in the file. */
  line(path: YamlPath): number {
    for (let length = path.length; length > 0; length--) {
      const node = this.#document.getIn(path.slice(0, length), true) as
        | { range?: [number, number, number] }
        | undefined;
      if (node?.range) return this.#lines.linePos(node.range[0]).line;
    }
    return 1;
  }

  refuse(mistakes: readonly Mistake[]): void {
    if (mistakes.length > 0) throw mistakesError(this.shown, mistakes);
  }

  #dates(): Mistake[] {
    const mistakes: Mistake[] = [];
    visit(this.#document, {
      Scalar: (key, node) => {
        if (key === "key" || node.type !== "PLAIN" || typeof node.value !== "string" || !timestamp.test(node.value))
          return;
        const line = this.#lines.linePos(node.range?.[0] ?? 0).line;
        mistakes.push({
          line,
          at: "",
          message: `${node.value} is read as a time by Pulumi: write it as "${node.value}"`,
        });
      },
    });
    return mistakes;
  }
}

/** Whether a value is a map with names, as YAML and JSON know it. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function settle(value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Array.isArray(value)) return value.map(settle);
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, settle(inner)]));
  return value;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
