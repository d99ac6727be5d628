import type { Colours } from "../terminal";
import type { OperationKind } from "./operations";
import type { Heading } from "./presenter";

const titles: Record<OperationKind, string> = {
  preview: "Previewing",
  up: "Updating",
  refresh: "Refreshing",
  destroy: "Destroying",
};
const plans: Record<OperationKind, string> = {
  ...titles,
  refresh: "Previewing the refresh of",
  destroy: "Previewing the destruction of",
};

export function headingLines({ kind, plan, project, stack, notes }: Heading, colours: Colours): string[] {
  const title = `${(plan ? plans : titles)[kind]} ${colours.bold(`${project}/${stack}`)} on the local cloud`;
  return [title, ...notes.map((note) => `    ${note}`), ""];
}
