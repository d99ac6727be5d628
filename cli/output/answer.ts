/** What a command found out, for whoever asked. */
import type { CommandInput } from "../commands";
import { type Colours, coloursFor, widthOf } from "../terminal";

export interface Look {
  width: number | undefined;
  colours: Colours;
}

/** As JSON where `--json` asks for it, and else in lines. */
export function answer({ terminal, options }: CommandInput, result: object, lines: (look: Look) => string[]): void {
  const shown = options.json
    ? [JSON.stringify(result, null, 2)]
    : lines({ width: widthOf(terminal), colours: coloursFor(terminal) });
  terminal.out.write(shown.map((line) => `${line}\n`).join(""));
}
