/**
 * The encoding in which clients send what they cannot know a checksum of beforehand: pieces with their length before
 * them, and checksums behind (docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html).
 */
import { S3Error } from "./errors";

const lineEnd = Buffer.from("\r\n");
/** Longer than any line that says a length or a checksum. */
const longestLine = 1024;

/** Yields the pieces, and enters what comes behind them among the trailers. */
export async function* decodeChunks(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  /** Bytes of the piece under way; `undefined` between pieces, `"trailers"` behind them. */
  let left: number | "trailers" | undefined;
  for await (const read of source) {
    rest = rest.length === 0 ? read : Buffer.concat([rest, read]);
    for (;;) {
      if (typeof left === "number" && left > 0) {
        if (rest.length === 0) break;
        const piece = rest.subarray(0, left);
        rest = rest.subarray(piece.length);
        left -= piece.length;
        yield piece;
        continue;
      }
      const end = rest.indexOf(lineEnd);
      if (end < 0) {
        if (rest.length > longestLine) throw new S3Error("IncompleteBody");
        break;
      }
      const line = rest.subarray(0, end).toString("latin1");
      rest = rest.subarray(end + lineEnd.length);
      if (left === "trailers") enter(trailers, line);
      else if (left === 0 && line === "") left = undefined;
      else {
        const size = /^([0-9a-f]{1,12})(?:;.*)?$/i.exec(line)?.[1];
        if (left !== undefined || size === undefined) throw new S3Error("IncompleteBody");
        left = Number.parseInt(size, 16) || "trailers";
      }
    }
  }
  if (left !== "trailers") throw new S3Error("IncompleteBody");
}

function enter(trailers: Map<string, string>, line: string): void {
  const [name = "", ...value] = line.split(":");
  if (name !== "") trailers.set(name.trim().toLowerCase(), value.join(":").trim());
}
