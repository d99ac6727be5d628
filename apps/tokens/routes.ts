/** Short tokens for who proves to be somebody (distribution.github.io/distribution/spec/auth/token). */
import { randomUUID } from "node:crypto";
import { type Access, parseScope } from "../oci";
import { Refused, type Routes, routes } from "../serving";
import { type Ask, basicChallenge, type Credentials } from "./access";
import type { Sign } from "./sign";

/** How long a token is good, in seconds: for so long it outlives a grant that is taken away. */
export const lifetime = 300;

/** Repositories that one token is for: a client asks for one or two, a mount's source and target. */
const mostScopes = 10;

export interface TokensParts {
  ask: Ask;
  sign: Sign;
  /** @default the machine's clock */
  now?: () => Date;
}

export function tokens({ ask, sign, now = () => new Date() }: TokensParts): Routes {
  const app = routes();
  app.get("/token", async (context) => {
    const credentials = credentialsIn(context.req.header("authorization"));
    const audience = audienceOf(context.req.query("service"));
    const { subject, granted } = await ask(credentials, scopesOf(context.req.queries("scope")));
    const issued = now();
    const iat = Math.floor(issued.getTime() / 1000);
    const token = await sign({
      iss: "tokens",
      sub: subject,
      aud: audience,
      iat,
      nbf: iat - 10, // clocks differ
      exp: iat + lifetime,
      jti: randomUUID(),
      access: granted,
    });
    const body = { token, access_token: token, expires_in: lifetime, issued_at: issued.toISOString() };
    return context.json(body, 200, { "Cache-Control": "no-store" });
  });
  return app;
}

/** @throws {Refused} 401 without a user and a key */
function credentialsIn(authorization: string | undefined): Credentials {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? "") ?? [];
  const [, user, key] = /^([^:]+):(.+)$/s.exec(Buffer.from(encoded ?? "", "base64").toString()) ?? [];
  if (user === undefined || key === undefined)
    throw new Refused(401, "UNAUTHORIZED", "log in with your name and an access key", basicChallenge);
  return { user, key };
}

function audienceOf(service: string | undefined): string {
  if (service === undefined || !/^[a-z0-9.-]{1,253}(:\d{1,5})?$/i.test(service))
    throw new Refused(400, "UNSUPPORTED", "service is not the registry's host; send what the challenge says");
  return service;
}

/** Scopes come as one parameter each, or several in one. What is no repository's is granted to nobody. */
function scopesOf(parameters: string[] = []): Access[] {
  const scopes = parameters.flatMap((text) => text.split(" ")).filter((text) => text !== "");
  if (scopes.length > mostScopes) throw new Refused(400, "UNSUPPORTED", `ask for ${mostScopes} scopes at most`);
  return scopes.flatMap((text) => parseScope(text) ?? []);
}
