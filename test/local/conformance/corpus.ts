/** The corpus: what the real engine made of each program, as it was recorded. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EventStream } from "./event-stream";
import type { NormalResult } from "./normal";

export interface Corpus {
  /** Version of the engine. */
  pulumi: string;
  steps: NormalResult[];
}

export const corpusFolder = join(__dirname, "corpus");

/** Every event of some of the programs, each kind of step among them. */
export const streamFolder = join(__dirname, "streams");

export function streamFile(name: string): string {
  return join(streamFolder, `${name}.json`);
}

/** What `--json` has told in each step; nothing of a program of which that was not recorded. */
export function readStreams(name: string): EventStream[] | undefined {
  const file = streamFile(name);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** A line for each step. */
export function writeStreams(name: string, streams: readonly EventStream[]): void {
  writeFileSync(streamFile(name), `[\n${streams.map((stream) => JSON.stringify(stream)).join(",\n")}\n]\n`);
}

export function corpusFile(name: string): string {
  return join(corpusFolder, `${name}.json`);
}

export function readCorpus(name: string): Corpus {
  return JSON.parse(readFileSync(corpusFile(name), "utf8"));
}
