/** ID tokens: as Google's, but signed with a key that these stand-ins have made for themselves. */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { jwtVerify } from "jose";

export interface TokenOf {
  email: string;
  audience: string;
  /** In milliseconds. */
  now: number;
}

const issuer = "https://accounts.google.com";

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
      iss: issuer,
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

  /** Whose token it is, and for whom; nothing where it is none of these, or not any more. */
  async read(token: string): Promise<{ email: string; audience: string } | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.publicKey, { issuer, algorithms: ["RS256"] });
      return { email: String(payload.email), audience: String(payload.aud) };
    } catch {
      return undefined;
    }
  }
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
