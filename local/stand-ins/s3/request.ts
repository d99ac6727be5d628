/** A request as it came, taken apart without changing a character: its signature is over just these. */
import type { IncomingMessage } from "node:http";
import { S3Error } from "./errors";

export interface S3Request {
  method: string;
  /** As sent, still encoded. */
  path: string;
  /** Decoded, in their order. */
  query: readonly (readonly [name: string, value: string])[];
  headers: ReadonlyMap<string, string>;
  bucket: string;
  /** Empty where the request is about the bucket itself. */
  key: string;
  body: IncomingMessage;
}

export function requestOf(message: IncomingMessage): S3Request {
  const [, path = "/", search = ""] = /^([^?]*)\??(.*)$/s.exec(message.url ?? "/") ?? [];
  const headers = new Map(
    Object.entries(message.headersDistinct).map(([name, values]) => [name, (values ?? []).map(trimmed).join(",")]),
  );
  return {
    method: message.method ?? "",
    path,
    query: parametersIn(search),
    headers,
    ...placeOf(path, headers),
    body: message,
  };
}

export function parameter({ query }: S3Request, name: string): string | undefined {
  return query.find(([one]) => one === name)?.[1];
}

/** `/bucket/key`, or `/key` where the host's name is `bucket.localhost`. */
function placeOf(path: string, headers: ReadonlyMap<string, string>): { bucket: string; key: string } {
  const [host = ""] = (headers.get("host") ?? "").toLowerCase().split(":");
  const inHost = host.endsWith(".localhost") ? host.slice(0, -".localhost".length) : undefined;
  const [, bucket = "", key = ""] =
    inHost === undefined ? (/^\/([^/]*)\/?(.*)$/s.exec(path) ?? []) : ["", inHost, path.slice(1)];
  return { bucket: decoded(bucket), key: decoded(key) };
}

function parametersIn(search: string): [string, string][] {
  return search
    .split("&")
    .filter((part) => part !== "")
    .map((part) => {
      const [name = "", ...value] = part.split("=");
      return [decoded(name), decoded(value.join("="))];
    });
}

/** A plus stands for itself in what is signed, and means a space to nobody who signs. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error("InvalidArgument", `${text} is not encoded as it must be`);
  }
}

function trimmed(value: string): string {
  return value.trim().replace(/[ \t]+/g, " ");
}
