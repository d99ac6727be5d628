/** Requests on a condition (RFC 9110, section 13.2.2). R2 takes all four headers with a PUT as well. */
import { S3Error } from "./errors";
import type { StoredObject } from "./objects";
import type { S3Request } from "./request";

type Verdict = "go on" | "not modified";

/** Refuses what the conditions exclude. */
export function judge({ headers }: S3Request, object: StoredObject | undefined): Verdict {
  const given = (name: string) => headers.get(name);
  const modified = object ? Math.floor(Date.parse(object.modified) / 1000) : undefined;
  const seconds = (text: string) => Math.floor(Date.parse(text) / 1000);
  const [match, noneMatch] = [given("if-match"), given("if-none-match")];
  const [unmodified, since] = [given("if-unmodified-since"), given("if-modified-since")];
  if (match !== undefined && !names(match, object)) throw new S3Error("PreconditionFailed");
  if (match === undefined && unmodified !== undefined && modified !== undefined && modified > seconds(unmodified))
    throw new S3Error("PreconditionFailed");
  if (noneMatch !== undefined) return names(noneMatch, object) ? "not modified" : "go on";
  return since !== undefined && modified !== undefined && modified <= seconds(since) ? "not modified" : "go on";
}

/** The same for what is to be written. */
export function requireConditions(request: S3Request, existing: StoredObject | undefined): void {
  if (judge(request, existing) === "not modified") throw new S3Error("PreconditionFailed");
}

function names(list: string, object: StoredObject | undefined): boolean {
  if (!object) return false;
  return list.trim() === "*" || list.split(",").some((tag) => tag.trim().replace(/^W\/|"/g, "") === object.etag);
}
