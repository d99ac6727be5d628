/** The form of a row of the page of capabilities. */

/** A test: its file, and its title, or that of the case it is made from. */
export type Proof = readonly [file: `test/${string}` | `policy/${string}.cases.ts`, title: string];

interface Common {
  /** What a platform can do with it. */
  what: string;
  /** Whether the Terraform modules have it. */
  there: "yes" | "partly" | "no";
}

interface Here extends Common {
  here: "yes" | "partly";
  /** How it is done; where it is done in part, what is missing. */
  how: string;
  /** Files and folders. */
  where: readonly [string, ...string[]];
  proof: readonly [Proof, ...Proof[]];
}

interface NotHere extends Common {
  here: "not yet" | "left out";
  /** Why. */
  how: string;
}

export type Capability = Here | NotHere;

export interface Section {
  title: string;
  rows: readonly Capability[];
}
