import type { ContentfulStatusCode } from "hono/utils/http-status";

/**
 * An answer that is no success, thrown from wherever it is decided. Who asked gets it in the form that the OCI distribution
 * specification has for errors: `{"errors":[{"code","message"}]}`.
 */
export class Refused extends Error {
  constructor(
    readonly status: ContentfulStatusCode,
    /** One of the specification's codes where it has one, as in `NAME_INVALID`. */
    readonly code: string,
    /** For the one who asked. */
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = new.target.name;
  }

  get body() {
    return { errors: [{ code: this.code, message: this.message }] };
  }
}
