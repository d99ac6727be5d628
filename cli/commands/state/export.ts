/** The state in the real engine's format: `pulumi stack import` takes it, and so does `state import`. */
import { resolve } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { encodeDeployment } from "../../../local";
import type { CommandAction } from "../../commands";
import { exitCodes } from "../../errors";
import { openState, readState } from "../../state";

export const exportState: CommandAction = async (input) => {
  const { terminal, options } = input;
  const state = await openState(input);
  const deployment = encodeDeployment(
    await readState(state),
    options.showSecrets ? "in plain text" : await state.secrets(),
  );
  const text = `${JSON.stringify(deployment, null, 4)}\n`;
  if (options.file === undefined) terminal.out.write(text);
  else await writeFileAtomic(resolve(terminal.cwd, options.file), text, { mode: 0o600 });
  return exitCodes.ok;
};
