/**
 * Pub/Sub's language of filters (docs.cloud.google.com/pubsub/docs/subscription-message-filter):
 *
 *     expression = unary { "AND" unary } | unary { "OR" unary }
 *     unary      = [ "NOT" | "-" ] ( "(" expression ")" | condition )
 *     condition  = "attributes" ":" key | "attributes" "." key ( "=" | "!=" ) text
 *                | "hasPrefix" "(" "attributes" "." key "," text ")"
 */

/** A text, a word, which an attribute's key is too where it has nothing but letters, digits, _ and -, or a sign. */
const token = /\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\w[\w-]*|!=|[=:.,()-])/y;

class Mistake extends Error {}

/** What is wrong with a filter; nothing where it is one. */
export function mistakeIn(filter: string): string | undefined {
  try {
    new Reader(tokensOf(filter)).filter();
    return undefined;
  } catch (error) {
    if (error instanceof Mistake) return error.message;
    throw error;
  }
}

function tokensOf(filter: string): string[] {
  const tokens: string[] = [];
  const text = filter.trimEnd();
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const from = token.lastIndex;
    const found = token.exec(text);
    if (!found) throw new Mistake(`${JSON.stringify(text.slice(from).trim())} cannot be read`);
    tokens.push(found[0].trim());
  }
  return tokens;
}

class Reader {
  constructor(private readonly tokens: string[]) {}

  filter(): void {
    this.#expression();
    if (this.tokens.length > 0) throw new Mistake(`${this.tokens[0]} is not expected`);
  }

  #expression(): void {
    this.#unary();
    const [operator] = this.tokens;
    if (operator !== "AND" && operator !== "OR") return;
    while (this.#takes(operator)) this.#unary();
    const [other] = this.tokens;
    if (other === "AND" || other === "OR") throw new Mistake("AND and OR stand together without parentheses");
  }

  #unary(): void {
    if (!this.#takes("NOT")) this.#takes("-");
    if (this.#takes("(")) {
      this.#expression();
      this.#demand(")");
    } else this.#condition();
  }

  #condition(): void {
    if (this.#takes("hasPrefix")) {
      this.#demand("(");
      this.#demand("attributes");
      this.#demand(".");
      this.#key();
      this.#demand(",");
      this.#text();
      this.#demand(")");
      return;
    }
    this.#demand("attributes");
    if (this.#takes(":")) {
      this.#key();
      return;
    }
    this.#demand(".");
    this.#key();
    if (!this.#takes("=")) this.#demand("!=");
    this.#text();
  }

  #key(): void {
    const key = this.tokens.shift();
    if (key === undefined || !/^["'\w]/.test(key)) throw new Mistake(`${key ?? "the end"} is not a key`);
  }

  #text(): void {
    const text = this.tokens.shift();
    if (text === undefined || !/^["']/.test(text))
      throw new Mistake(`${text ?? "the end"} is not a text in quotation marks`);
  }

  #takes(what: string): boolean {
    if (this.tokens[0] !== what) return false;
    this.tokens.shift();
    return true;
  }

  #demand(what: string): void {
    if (!this.#takes(what)) throw new Mistake(`${this.tokens[0] ?? "the end"} stands where ${what} is expected`);
  }
}
