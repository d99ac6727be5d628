/** A preview as a file of Markdown, beside what the terminal shows. */
import { rmSync, writeFileSync } from "node:fs";
import { type EngineEvent, type ResourceState, shownMap } from "../../local";
import { type Deployment, deploymentOf } from "../../review";
import { Journal } from "./journal";
import type { Heading, Presenter } from "./presenter";
import { Progress, type Row } from "./progress";
import type { Ending } from "./report";
import { reviewMarkdown } from "./review";

export class MarkdownPresenter implements Presenter {
  readonly #journal = new Journal();
  readonly #progress = new Progress();
  /** By URN. */
  readonly #rows = new Map<string, Row>();
  #stack = "";
  #before: Deployment = [];

  constructor(private readonly file: string) {}

  begin({ stack }: Heading): void {
    this.#stack = stack;
    rmSync(this.file, { force: true }); // what an earlier run said is not said by this one
  }

  known(resources: readonly ResourceState[]): void {
    this.#progress.learn(resources);
    this.#before = deploymentIn(resources);
  }

  event(event: EngineEvent): void {
    this.#journal.apply(event);
    for (const row of this.#progress.apply(event))
      if (row.state !== "running" && row.op !== "same" && !this.#isEndOfReplacement(row)) this.#rows.set(row.urn, row);
  }

  /** What goes last tells no properties; what came before it did. */
  #isEndOfReplacement({ urn, metadata }: Row): boolean {
    return metadata?.op === "delete-replaced" && this.#rows.has(urn);
  }

  note(): void {}

  end(ending: Ending): void {
    const { result } = ending;
    const after = result?.outcome === "succeeded" ? deploymentIn(result.snapshot.resources) : undefined;
    const text = reviewMarkdown({
      stack: this.#stack,
      rows: [...this.#rows.values()],
      journal: this.#journal,
      ending,
      before: this.#before,
      after,
    });
    writeFileSync(this.file, text);
  }
}

function deploymentIn(resources: readonly ResourceState[]): Deployment {
  return deploymentOf(
    resources.map((resource) => ({
      ...resource,
      inputs: shownMap(resource.inputs),
      outputs: shownMap(resource.outputs),
    })),
  );
}
