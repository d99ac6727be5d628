/**
 * Two kinds of error. A `Refusal` is the cloud's: its code, its reason and its text, as a program would see them. Every
 * other is this stand-in's own. Texts of refusals stand beside the rule that throws them, with their source.
 */

/** What a real cloud would answer with. */
export abstract class Refusal extends Error {
  constructor(
    /** HTTP status. */
    readonly code: number,
    /** The cloud's word for it, as in `alreadyExists`. */
    readonly reason: string,
    text: string,
  ) {
    super(`googleapi: Error ${code}: ${text}${reason ? `, ${reason}` : ""}`);
    this.name = new.target.name;
  }
}

/** What is asked for is not there; the text is that of Compute Engine. */
export class NotFound extends Refusal {
  constructor(id: string) {
    super(404, "notFound", `The resource '${id}' was not found`);
  }
}

/** What a real cloud says of an operation that it took on and that then failed (common_operation.go). */
export abstract class OperationFailed extends Error {
  constructor(operation: string, code: number, text: string) {
    super(`Error waiting for ${operation}: Error code ${code}, message: ${text}`);
    this.name = new.target.name;
  }
}

/** A refusal by the provider itself, before it calls the cloud: no code, no reason. */
export abstract class ProviderRefusal extends Error {
  constructor(text: string) {
    super(text);
    this.name = new.target.name;
  }
}

export class UnsupportedType extends Error {
  constructor(
    readonly token: string,
    nearest: string | undefined,
  ) {
    super(
      `the local cloud has no resource type ${token}${nearest ? `; did you mean ${nearest}?` : ";"} ` +
        "local/cloud/catalogue holds those it has",
    );
    this.name = new.target.name;
  }
}

export class UnsupportedImport extends Error {
  constructor(readonly token: string) {
    super(`${token} cannot be read by its id: nothing of it is kept but the state; let the program make one`);
    this.name = new.target.name;
  }
}

export class UnsupportedFunction extends Error {
  constructor(
    readonly token: string,
    known: readonly string[] = [],
  ) {
    const names = known.map((one) => one.replace(/\/.*:/, ":")).join(", ");
    super(
      `the local cloud cannot answer ${token}: take the value from config or a resource${names && `; it answers ${names}`}`,
    );
    this.name = new.target.name;
  }
}

export class BrokenWorldFile extends Error {
  constructor(file: string, what: string, remedy = "Put back a copy of it") {
    super(
      `${file} does not hold a local cloud's world (${what}); nothing was changed. ${remedy}; or move it away together ` +
        "with all that stands beside it, to begin with an empty cloud",
    );
    this.name = new.target.name;
  }
}

/** What a person wrote about the world by hand cannot be. */
export class EditMistake extends Error {
  constructor(what: string) {
    super(what);
    this.name = new.target.name;
  }
}

export class PreviewWouldWrite extends Error {
  constructor() {
    super("a local cloud opened for previews was asked to change something; this is a mistake of the caller");
    this.name = new.target.name;
  }
}

/** A failure that was asked for. */
export class InjectedFault extends Error {
  constructor(text: string) {
    super(text);
    this.name = new.target.name;
  }
}

/** What is to fail was written in no form that is known. */
export class UnreadableFault extends Error {
  constructor(text: string) {
    super(text);
    this.name = new.target.name;
  }
}
