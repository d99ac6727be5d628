/** The few XML documents that are written and read here. */
import { S3Error } from "./errors";

type Content = string | number | boolean | readonly Element[];
export type Element = readonly [name: string, content: Content];

const escapes: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos" };

/** Control characters by their number: a parser would take some for a line's end, and refuse others. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => `&${escapes[character]};`)
    .replace(/\p{Cc}/gu, (character) => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`);
}

function render([name, content]: Element): string {
  const inner = Array.isArray(content) ? content.map(render).join("") : escaped(String(content));
  return `<${name}>${inner}</${name}>`;
}

const prolog = '<?xml version="1.0" encoding="UTF-8"?>';

export function errorDocument(code: string, message: string): string {
  return (
    prolog +
    render([
      "Error",
      [
        ["Code", code],
        ["Message", message],
      ],
    ])
  );
}

export function document(root: string, content: readonly Element[]): string {
  return `${prolog}<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content.map(render).join("")}</${root}>`;
}

export interface NamedPart {
  number: number;
  etag: string;
}

/** The parts that a `CompleteMultipartUpload` names, in its order. */
export function partsIn(text: string): NamedPart[] {
  const [, inner] =
    /^\s*(?:<\?xml[^>]*\?>\s*)?<CompleteMultipartUpload[^>]*>(.*)<\/CompleteMultipartUpload>\s*$/s.exec(text) ?? [];
  if (inner === undefined || inner.replace(/<Part>.*?<\/Part>/gs, "").trim() !== "") throw new S3Error("MalformedXML");
  const parts = [...inner.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = ""]) => {
    const number = /<PartNumber>\s*(\d+)\s*<\/PartNumber>/.exec(part)?.[1];
    const etag = /<ETag>\s*(?:"|&quot;|&#34;)?([^"&<\s]+)(?:"|&quot;|&#34;)?\s*<\/ETag>/.exec(part)?.[1];
    if (number === undefined || etag === undefined) throw new S3Error("MalformedXML");
    return { number: Number(number), etag };
  });
  if (parts.length === 0) throw new S3Error("MalformedXML");
  return parts;
}
