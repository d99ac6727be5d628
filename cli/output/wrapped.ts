/** Text broken between words; lines after the first are indented by `hanging` more. Without a width nothing is broken. */
export function wrapped(text: string, width: number | undefined, lead = "", hanging = ""): string[] {
  if (width === undefined) return [lead + text];
  const lines: string[] = [];
  let line = lead;
  for (const word of text.split(" ")) {
    const isFirst = line.trim() === "";
    if (!isFirst && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${lead}${hanging}${word}`;
    } else line += isFirst ? word : ` ${word}`;
  }
  return [...lines, line];
}
