/** How an operation is shown while it runs and when it has ended: three ways, made of the same events. */
import type { EngineEvent, ResourceState } from "../../local";
import { coloursFor, isLive, type Terminal } from "../terminal";
import { JsonPresenter } from "./json";
import { LivePresenter } from "./live";
import type { OperationKind } from "./operations";
import { PlainPresenter } from "./plain";
import type { Ending } from "./report";

export interface Heading {
  kind: OperationKind;
  /** Whether it only says what would be done. */
  plan: boolean;
  project: string;
  stack: string;
  /** What holds for this run alone. */
  notes: readonly string[];
}

export interface Presenter {
  begin(heading: Heading): void;
  /** What the state knew before: where the resources stand that nothing happens to. */
  known(resources: readonly ResourceState[]): void;
  event(event: EngineEvent): void;
  /** Something the person at the keyboard should know now. */
  note(text: string): void;
  end(ending: Ending): void;
}

export interface PresenterOptions {
  json: boolean;
  /** Print what changes in each resource. */
  diff: boolean;
}

export function presenterFor(terminal: Terminal, { json, diff }: PresenterOptions): Presenter {
  if (json) return new JsonPresenter(terminal);
  const colours = coloursFor(terminal);
  return isLive(terminal) ? new LivePresenter(terminal, colours, diff) : new PlainPresenter(terminal, colours, diff);
}

/** Tells each of them all of it. */
export function together(presenters: readonly Presenter[]): Presenter {
  const each = (tell: (presenter: Presenter) => void) => presenters.forEach(tell);
  return {
    begin: (heading) => each((one) => one.begin(heading)),
    known: (resources) => each((one) => one.known(resources)),
    event: (event) => each((one) => one.event(event)),
    note: (text) => each((one) => one.note(text)),
    end: (ending) => each((one) => one.end(ending)),
  };
}
