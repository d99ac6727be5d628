/** The part of an object that a `Range` header asks for. */
import { S3Error } from "./errors";
import type { StoredObject } from "./objects";
import type { S3Request } from "./request";

export interface Range {
  start: number;
  /** Included. */
  end: number;
}

export function rangeOf({ headers }: S3Request, { size, etag }: StoredObject): Range | undefined {
  const text = headers.get("range");
  const onlyIf = headers.get("if-range");
  if (text === undefined || (onlyIf !== undefined && onlyIf !== `"${etag}"`)) return undefined;
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(text) ?? [];
  if (from === "" && to === "")
    throw new S3Error(
      "InvalidArgument",
      "range must be in format 'bytes=start-end', 'bytes=start-' or 'bytes=-suffix'.'",
    );
  if (from === "") return within(Math.max(size - Number(to), 0), size - 1, size, Number(to) > 0);
  const end = to === "" ? size - 1 : Number(to);
  if (to !== "" && end < Number(from)) throw new S3Error("InvalidArgument", "range must be positive.");
  return within(Number(from), Math.min(end, size - 1), size);
}

function within(start: number, end: number, size: number, some = true): Range {
  if (!some || start >= size) throw new S3Error("InvalidRange");
  return { start, end };
}
