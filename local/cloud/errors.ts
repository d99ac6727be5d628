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

/** A refusal by the provider itself, before it calls the cloud: no code, no reason. */
export abstract class ProviderRefusal extends Error {
  constructor(text: string) {
    super(text);
    this.name = new.target.name;
  }
}

export class UnsupportedType extends Error {
  constructor(readonly token: string) {
    super(`the local cloud has no resource type ${token}: see local/cloud/catalogue for those it has`);
    this.name = new.target.name;
  }
}

export class UnsupportedFunction extends Error {
  constructor(readonly token: string) {
    super(`the local cloud cannot answer ${token}: it has no data sources; take the value from config or a resource`);
    this.name = new.target.name;
  }
}

export class BrokenWorldFile extends Error {
  constructor(file: string, what: string) {
    super(
      `${file} does not hold a local cloud's world (${what}); nothing was changed. Put back a copy of it; or move it ` +
        "away together with the state beside it, to begin with an empty cloud",
    );
    this.name = new.target.name;
  }
}

export class PreviewWouldWrite extends Error {
  constructor() {
    super("a local cloud opened for previews was asked to change something; this is a mistake of the caller");
    this.name = new.target.name;
  }
}

/** A failure that a test asked for. */
export class InjectedFault extends Error {
  constructor(text: string) {
    super(text);
    this.name = new.target.name;
  }
}
