/** Small words that several outputs have in common. */
import { parseUrn } from "../../local";
import { shortType } from "./progress";

export function resourceText(urn: string): string {
  const { type, name } = parseUrn(urn);
  return `${shortType(type)} ${name}`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
