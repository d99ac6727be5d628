/** The corpus: what the real engine made of each program, as it was recorded. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { NormalResult } from "./normal";

export interface Corpus {
  /** Version of the engine. */
  pulumi: string;
  steps: NormalResult[];
}

export const corpusFolder = join(__dirname, "corpus");

export function corpusFile(name: string): string {
  return join(corpusFolder, `${name}.json`);
}

export function readCorpus(name: string): Corpus {
  return JSON.parse(readFileSync(corpusFile(name), "utf8"));
}
