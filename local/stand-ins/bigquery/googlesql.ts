/** A query in GoogleSQL as DuckDB spells it. */
import { functions, keywords, operators, otherKeywords, safeCasts, units } from "./words";

/** The stand-in has no way to run this. */
export class NotHere extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = new.target.name;
  }
}

interface Token {
  kind: "word" | "quoted" | "text" | "number" | "operator";
  /** As it stands; of what is quoted, what is inside. */
  text: string;
  line: number;
}

const patterns: readonly (readonly [Token["kind"] | "space", RegExp])[] = [
  ["space", /^(?:\s+|(?:--|#)[^\n]*|\/\*[\s\S]*?\*\/)/],
  ["number", /^\d+(?:\.\d+)?(?![\w.])/],
  ["word", /^[A-Za-z_]\w*/],
  ["quoted", /^`[^`\\\n]+`/],
  ["text", /^(?:'[^'\\\n]*'(?!')|"[^"\\\n]*"(?!"))/], // neither escaped nor in three quotes
  ["operator", operators],
];

function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (let rest = query; rest !== ""; ) {
    const found = patterns.flatMap(([kind, pattern]) => {
      const [all] = pattern.exec(rest) ?? [];
      return all === undefined ? [] : [{ kind, all }];
    })[0];
    if (!found) throw new NotHere(`${/^\S{1,20}/.exec(rest)?.[0]} in line ${line} is nothing that it can read`);
    const { kind, all } = found;
    const text = kind === "quoted" || kind === "text" ? all.slice(1, -1) : all;
    if (kind !== "space") tokens.push({ kind, text, line });
    line += all.split("\n").length - 1;
    rest = rest.slice(all.length);
  }
  return tokens;
}

/**
 * @throws {NotHere} naming the first word that the stand-in has not, and its line
 */
export function translate(query: string): string {
  return new Translation(tokensOf(query)).run();
}

/** Tables that a query reads: all that it writes in backticks with a project and a data set. */
export function tablesIn(query: string): string[] {
  return tokensOf(query).flatMap(({ kind, text }) => (kind === "quoted" && text.split(".").length === 3 ? [text] : []));
}

/** `project.dataset.table` → a schema for the data set, in which the table stands: so it is known by its own name, too. */
export function tableIdentifier(name: string): string {
  const [, dataset, table] = /^(.+)\.([^.]+)$/.exec(name) ?? [];
  if (dataset === undefined || table === undefined) throw new NotHere(`${name} is not written with its data set`);
  return `${identifier(dataset)}.${identifier(table)}`;
}

export const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;
export const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

class Translation {
  readonly #spelt: string[] = [];
  /** For each open parenthesis where the cast's name stands, if it is one of a cast. */
  readonly #open: (number | undefined)[] = [];
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  run(): string {
    for (; this.#at < this.tokens.length; this.#at++) this.#spelt.push(this.#spell(this.#token as Token));
    return this.#spelt.join(" ");
  }

  get #token(): Token | undefined {
    return this.tokens[this.#at];
  }

  #spell(token: Token): string {
    switch (token.kind) {
      case "word":
        return this.#word(token);
      case "quoted":
        return token.text.includes(".") ? tableIdentifier(token.text) : identifier(token.text);
      case "text":
        return literal(token.text);
      case "number":
        return token.text.includes(".") ? `${token.text}e0` : token.text; // GoogleSQL has no short decimals
      case "operator":
        return this.#operator(token.text);
    }
  }

  #operator(text: string): string {
    if (text === "(") {
      const before = this.tokens[this.#at - 1];
      this.#open.push(isWord(before, "SAFE_CAST") ? this.#spelt.length - 1 : undefined);
    }
    if (text === ")") this.#open.pop();
    return text;
  }

  #word(token: Token): string {
    const word = token.text.toUpperCase();
    const called = this.tokens[this.#at + 1]?.text === "(";
    if (word === "INTERVAL") return this.#interval(token);
    if (word === "AS" && this.#open.at(-1) !== undefined) return this.#castType(token);
    if (keywords.has(word)) return word;
    if (otherKeywords.has(word)) throw hasNot(token);
    if (!called) return identifier(token.text);
    if (word === "SAFE_CAST") return word; // until its type is known
    const known = Object.hasOwn(functions, word) ? functions[word] : undefined;
    if (known === undefined) throw hasNot(token);
    return known;
  }

  /** `SAFE_CAST(… AS TIMESTAMP)` is a function of its own for each type. */
  #castType(as: Token): string {
    const type = this.tokens[++this.#at];
    const macro = type && Object.hasOwn(safeCasts, type.text.toUpperCase()) && safeCasts[type.text.toUpperCase()];
    if (!macro || this.tokens[this.#at + 1]?.text !== ")") throw hasNot(type ?? as, "SAFE_CAST AS ");
    this.#spelt[this.#open.pop() as number] = macro;
    this.#open.push(undefined);
    return "";
  }

  #interval(token: Token): string {
    const [amount, unit] = this.tokens.slice(this.#at + 1, this.#at + 3);
    if (amount?.kind !== "number" || !unit || !units.has(unit.text.toUpperCase()))
      throw hasNot(token, "", ` without a number and one of ${[...units].join(", ")}`);
    this.#at += 2;
    return `INTERVAL ${amount.text} ${unit.text}`;
  }
}

const isWord = (token: Token | undefined, word: string) => token?.kind === "word" && token.text.toUpperCase() === word;

const hasNot = ({ text, line }: Token, before = "", after = "") =>
  new NotHere(`it has no ${before}${text}${after}, which stands in line ${line}`);
