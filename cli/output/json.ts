/** Events as lines of JSON, in the shape of the real engine's event stream. Nothing else goes to standard output. */
import type { EngineEvent } from "../../local";
import type { Terminal } from "../terminal";
import type { Presenter } from "./presenter";
import type { Ending } from "./report";

export class JsonPresenter implements Presenter {
  constructor(private readonly terminal: Terminal) {}

  begin(): void {}

  known(): void {}

  event(event: EngineEvent): void {
    this.terminal.out.write(`${JSON.stringify(event)}\n`);
  }

  note(text: string): void {
    this.terminal.err.write(`${text}\n`);
  }

  end({ error, advice }: Ending): void {
    if (error) this.note(`error: ${error}`);
    for (const line of advice) this.note(line);
  }
}
