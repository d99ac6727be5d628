import { type Estimate, parseUrn } from "../../local";
import type { Colours } from "../terminal";
import { words } from "./operations";
import { shortType } from "./progress";
import { truncateMiddle, wholeSeconds } from "./tree";

/** What is left of 80 columns beside the sign and the time. */
const nameWidth = 65;

/** The time that the real cloud would take, and the steps that make it so; nothing where nothing takes time. */
export function estimateLines({ seconds, path }: Estimate, colours: Colours): string[] {
  if (seconds === 0) return [];
  const chain = path.map(({ urn, op, seconds: own }) => {
    const { sigil, colour } = words[op];
    const { type, name } = parseUrn(urn);
    const resource = `${shortType(type).replace(/^[^:]*:/, "")} ${name}`;
    return `    ${colours[colour](sigil)} ${wholeSeconds(own).padStart(6)}  ${truncateMiddle(resource, nameWidth)}`;
  });
  return [`${colours.bold("In the real cloud:")} ${estimateText({ seconds })}; longest chain:`, ...chain];
}

export function estimateText({ seconds }: Pick<Estimate, "seconds">): string {
  return `about ${roughly(seconds)}`;
}

/** Typical durations are no better than this. */
function roughly(seconds: number): string {
  return seconds < 90 ? `${Math.max(5, Math.round(seconds / 5) * 5)} s` : `${Math.round(seconds / 60)} min`;
}
