/** The token that a push shows: as Google's, but signed with a key that this stand-in has made for itself. */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

export interface TokenOf {
  email: string;
  audience: string;
  /** In milliseconds. */
  now: number;
}

export class Tokens {
  #pair: { publicKey: KeyObject; privateKey: KeyObject } | undefined;

  /** What verifies them. */
  get publicKey(): KeyObject {
    return this.#keys.publicKey;
  }

  /** Made when first needed: it takes a while. */
  get #keys() {
    this.#pair ??= generateKeyPairSync("rsa", { modulusLength: 2048 });
    return this.#pair;
  }

  make({ email, audience, now }: TokenOf): string {
    const issued = Math.floor(now / 1000);
    const claims = {
      iss: "https://accounts.google.com",
      aud: audience,
      email,
      email_verified: true,
      sub: email,
      iat: issued,
      exp: issued + 3600,
    };
    const signed = [{ alg: "RS256", typ: "JWT", kid: "stand-in" }, claims].map(encoded).join(".");
    return `${signed}.${sign("sha256", Buffer.from(signed), this.#keys.privateKey).toString("base64url")}`;
  }
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
