/** What Pub/Sub answers when it does not do what was asked. */
import { status } from "@grpc/grpc-js";

export type PubsubCode =
  | "ALREADY_EXISTS"
  | "FAILED_PRECONDITION"
  | "INVALID_ARGUMENT"
  | "NOT_FOUND"
  | "PERMISSION_DENIED"
  | "UNIMPLEMENTED";

export class PubsubError extends Error {
  /** What gRPC sends of it. */
  readonly code: number;
  readonly details: string;

  constructor(code: PubsubCode, words: string) {
    super(words);
    this.name = new.target.name;
    this.code = status[code];
    this.details = words;
  }
}

export const notFound = (name: string) => new PubsubError("NOT_FOUND", `Resource not found (resource=${name}).`);
export const invalid = (words: string) => new PubsubError("INVALID_ARGUMENT", words);

/** What this stand-in does not do is refused by name: to accept it would be to promise it. */
export const notHere = (what: string) => new PubsubError("UNIMPLEMENTED", `${what} is not part of this stand-in`);
