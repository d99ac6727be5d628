/** Tokens as a registry takes them (distribution.github.io/distribution/spec/auth/jwt). */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from "jose";
import { LRUCache } from "lru-cache";
import { Refused } from "../serving";
import { type Access, type Action, scopeText } from "./access";

/** Who a request comes from. */
export interface Bearer {
  subject: string;
}

export interface VerifierOptions {
  /** The public keys, as `signing.verify()` gives them. */
  jwks: { keys: Record<string, string>[] };
  /** The registry's host, which tokens are made for. */
  host: string;
  /** Where tokens are made, if not at this host. @default the host */
  tokensAt?: string;
  /** @default the machine's clock */
  now?: () => Date;
}

/** @throws {Refused} 401 with a challenge without a valid token, 403 with one that does not let its holder do this */
export type Verifier = (
  authorization: string | undefined,
  wanted?: { name: string; action: Action },
) => Promise<Bearer>;

/** What `tokens` writes as issuer. */
const issuer = "tokens";
const algorithms = ["ES256", "ES384"];

/** Tokens whose signature was found to be right, which a client sends with each of a pull's requests. A few MiB. */
const remembered = 5_000;

/**
 * Checks tokens without asking anyone: the keys are at hand, and the token itself says what its holder may do. So what is
 * taken away from somebody ends with their last token, minutes later.
 */
export function verifier({ jwks, host, tokensAt = host, now = () => new Date() }: VerifierOptions): Verifier {
  const keys = createLocalJWKSet(jwks as unknown as JSONWebKeySet);
  const verified = new LRUCache<string, JWTPayload>({
    max: remembered,
    fetchMethod: async (token) => {
      const options = { issuer, audience: host, algorithms, requiredClaims: ["exp", "sub"], currentDate: now() };
      return (await jwtVerify(token, keys, options)).payload;
    },
  });
  async function verify(token: string): Promise<JWTPayload> {
    const known = verified.get(token);
    if (known && (known.exp as number) * 1000 > now().getTime()) return known;
    return verified.forceFetch(token, { forceRefresh: known !== undefined });
  }
  const challenge = (wanted: Access | undefined, error?: string) =>
    [
      `Bearer realm="${isOwnMachine(tokensAt) ? "http" : "https"}://${tokensAt}/token"`,
      `service="${host}"`,
      ...(wanted ? [`scope="${scopeText(wanted)}"`] : []),
      ...(error ? [`error="${error}"`] : []),
    ].join(",");

  return async (authorization, wanted) => {
    const access: Access | undefined = wanted && { type: "repository", name: wanted.name, actions: [wanted.action] };
    const refuse = (message: string, error?: string) =>
      new Refused(401, "UNAUTHORIZED", message, { "WWW-Authenticate": challenge(access, error) });
    const [, token] = /^Bearer ([\w.-]+)$/i.exec(authorization ?? "") ?? [];
    if (token === undefined) throw refuse("a token is needed");
    const payload = await verify(token).catch((error: unknown) => {
      if (error instanceof errors.JOSEError) throw refuse("the token is not valid, or not any more", "invalid_token");
      throw error;
    });
    if (wanted && !allows(payload.access, wanted.name, wanted.action))
      throw new Refused(403, "DENIED", `you may not ${wanted.action} ${wanted.name}`);
    return { subject: payload.sub as string };
  };
}

/** There no certificate stands for a name, and clients ask for none. */
const isOwnMachine = (host: string) => /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host);

function allows(access: unknown, name: string, action: Action): boolean {
  if (!Array.isArray(access)) return false;
  return access.some(
    (one: Partial<Access>) =>
      one.type === "repository" && one.name === name && Array.isArray(one.actions) && one.actions.includes(action),
  );
}
