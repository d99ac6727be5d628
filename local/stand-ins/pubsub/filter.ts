/** Filters over attributes (cloud.google.com/pubsub/docs/subscription-message-filter). */
import { invalid } from "./errors";
import type { StoredMessage } from "./messages";

type Attributes = StoredMessage["attributes"];
export type Filter = (attributes: Attributes) => boolean;

const mostBytes = 256;

/** @throws {PubsubError} when it cannot be read */
export function filterOf(text: string): Filter {
  if (text.trim() === "") return () => true;
  if (Buffer.byteLength(text) > mostBytes) throw invalid(`Invalid filter: longer than ${mostBytes} bytes`);
  return new Reader(text).whole();
}

const token = /\s*(?:("(?:[^"\\]|\\.)*")|(!=|[=:().,-])|([A-Za-z_][A-Za-z0-9_-]*))/y;

class Reader {
  readonly #tokens: string[] = [];
  #at = 0;

  constructor(private readonly text: string) {
    token.lastIndex = 0;
    const end = text.trimEnd().length;
    while (token.lastIndex < end) {
      const place = token.lastIndex;
      const [, quoted, mark, word] = token.exec(text) ?? [];
      const read = quoted ?? mark ?? word;
      if (read === undefined)
        throw invalid(`Invalid filter: unexpected ${JSON.stringify(text.slice(place).trim()[0])}`);
      this.#tokens.push(read);
    }
  }

  whole(): Filter {
    const filter = this.#expression();
    if (this.#at < this.#tokens.length) throw this.#unexpected();
    return filter;
  }

  /** Terms with AND or with OR between them; a mixture needs parentheses. */
  #expression(): Filter {
    const terms = [this.#term()];
    const operator = this.#peek();
    if (operator !== "AND" && operator !== "OR") return terms[0] as Filter;
    while (this.#accept(operator)) terms.push(this.#term());
    if (this.#peek() === "AND" || this.#peek() === "OR")
      throw invalid(`Invalid filter: AND and OR without parentheses in ${this.text}`);
    return operator === "AND"
      ? (attributes) => terms.every((term) => term(attributes))
      : (attributes) => terms.some((term) => term(attributes));
  }

  #term(): Filter {
    if (this.#accept("NOT") || this.#accept("-")) {
      const inner = this.#term();
      return (attributes) => !inner(attributes);
    }
    if (this.#accept("(")) {
      const inner = this.#expression();
      this.#demand(")");
      return inner;
    }
    return this.#accept("hasPrefix") ? this.#prefix() : this.#comparison();
  }

  #prefix(): Filter {
    this.#demand("(");
    this.#demand("attributes");
    this.#demand(".");
    const key = this.#key();
    this.#demand(",");
    const start = this.#string();
    this.#demand(")");
    return (attributes) => attributeOf(attributes, key)?.startsWith(start) ?? false;
  }

  #comparison(): Filter {
    this.#demand("attributes");
    if (this.#accept(":")) {
      const key = this.#key();
      return (attributes) => attributeOf(attributes, key) !== undefined;
    }
    this.#demand(".");
    const key = this.#key();
    const isEqual = !this.#accept("!=");
    if (isEqual) this.#demand("=");
    const wanted = this.#string();
    return (attributes) => (attributeOf(attributes, key) === wanted) === isEqual;
  }

  #key(): string {
    const next = this.#peek();
    if (next?.startsWith('"')) return this.#string();
    if (next === undefined || !/^[A-Za-z_]/.test(next)) throw this.#unexpected();
    this.#at++;
    return next;
  }

  #string(): string {
    const next = this.#peek();
    if (!next?.startsWith('"')) throw this.#unexpected();
    this.#at++;
    return next.slice(1, -1).replace(/\\(.)/g, "$1");
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at];
  }

  #accept(wanted: string): boolean {
    if (this.#peek() !== wanted) return false;
    this.#at++;
    return true;
  }

  #demand(wanted: string): void {
    if (!this.#accept(wanted)) throw this.#unexpected(` in place of ${wanted}`);
  }

  #unexpected(more = ""): Error {
    return invalid(`Invalid filter: unexpected ${this.#peek() ?? "end"}${more} in ${this.text}`);
  }
}

const attributeOf = (attributes: Attributes, key: string) =>
  Object.hasOwn(attributes, key) ? attributes[key] : undefined;
