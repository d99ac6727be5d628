/** `ListObjectsV2`: a page of keys, those that share what is before a delimiter taken together. */
import { S3Error } from "./errors";
import { compareKeys, type Objects, type StoredObject } from "./objects";
import { parameter, type S3Request } from "./request";
import { encoded } from "./signature";
import { document, type Element } from "./xml";

const mostKeys = 1000;
const known = ["list-type", "prefix", "delimiter", "max-keys", "continuation-token", "start-after", "encoding-type"];

export function list(request: S3Request, objects: Objects): string {
  const strange = request.query.find(([name]) => !known.includes(name) && !/^x-amz-|^x-id$/i.test(name));
  if (strange) throw new S3Error("NotImplemented", `ListObjectsV2 search parameter ${strange[0]} not implemented`);
  const given = (name: string) => parameter(request, name) ?? "";
  const encoding = given("encoding-type");
  if (encoding !== "" && encoding !== "url")
    throw new S3Error("NotImplemented", `Unrecognized encoding-type "${encoding}" not implemented`);
  const shown = (text: string) => (encoding === "url" ? encoded(text) : text);
  const most = pageSize(parameter(request, "max-keys"));
  const [prefix, delimiter, token] = [given("prefix"), given("delimiter"), given("continuation-token")];
  const after = token === "" ? { text: given("start-after"), isPrefix: false } : placeIn(token);
  const page = pageOf(objects.inOrder(), { prefix, delimiter, after, most: Math.min(most, mostKeys) });
  return document("ListBucketResult", [
    ["Name", request.bucket],
    ["Prefix", shown(prefix)],
    ["MaxKeys", most],
    ["KeyCount", page.keys.length + page.prefixes.length],
    ["IsTruncated", page.next !== undefined],
    ...optional("Delimiter", shown(delimiter)),
    ...optional("EncodingType", encoding),
    ...optional("StartAfter", shown(given("start-after"))),
    ...optional("ContinuationToken", token),
    ...optional("NextContinuationToken", page.next === undefined ? "" : tokenOf(page.next)),
    ...page.keys.map(
      ({ key, modified, etag, size }): Element => [
        "Contents",
        [
          ["Key", shown(key)],
          ["LastModified", modified],
          ["ETag", `"${etag}"`],
          ["Size", size],
          ["StorageClass", "STANDARD"],
        ],
      ],
    ),
    ...page.prefixes.map((common): Element => ["CommonPrefixes", [["Prefix", shown(common)]]]),
  ]);
}

/** How far a list has come: to a key, or through all keys that begin so. */
interface Place {
  text: string;
  isPrefix: boolean;
}

const tokenOf = ({ text, isPrefix }: Place) => Buffer.from(`${isPrefix ? "p" : "k"}${text}`).toString("base64url");

function placeIn(token: string): Place {
  const text = Buffer.from(token, "base64url").toString("utf8");
  return { text: text.slice(1), isPrefix: text.startsWith("p") };
}

function isPast(key: string, { text, isPrefix }: Place): boolean {
  return compareKeys(key, text) <= 0 || (isPrefix && key.startsWith(text));
}

interface Page {
  keys: StoredObject[];
  prefixes: string[];
  /** Where it ends, if more follows. */
  next: Place | undefined;
}

function pageOf(
  objects: readonly StoredObject[],
  { prefix, delimiter, after, most }: { prefix: string; delimiter: string; after: Place; most: number },
): Page {
  const page: Page = { keys: [], prefixes: [], next: undefined };
  let last = after;
  for (const object of objects) {
    if (!object.key.startsWith(prefix) || isPast(object.key, last)) continue;
    if (page.keys.length + page.prefixes.length >= most) {
      page.next = most === 0 ? undefined : last;
      break;
    }
    const end = delimiter === "" ? -1 : object.key.indexOf(delimiter, prefix.length);
    last =
      end < 0
        ? { text: object.key, isPrefix: false }
        : { text: object.key.slice(0, end + delimiter.length), isPrefix: true };
    if (last.isPrefix) page.prefixes.push(last.text);
    else page.keys.push(object);
  }
  return page;
}

function pageSize(text: string | undefined): number {
  const size = text === undefined ? mostKeys : Number(text.trim() === "" ? Number.NaN : text);
  if (!Number.isInteger(size) || size < 0) throw new S3Error("InvalidArgument", `MaxKeys must not be ${text}`);
  return size;
}

const optional = (name: string, text: string): Element[] => (text === "" ? [] : [[name, text]]);
