import { Refused } from "./refused";

/**
 * The account that calls a service, as its ID token names it. Cloud Run has verified the token before the request came here,
 * and has taken its signature away (cloud.google.com/run/docs/authenticating/service-to-service): for internal services only,
 * since it asks nobody at the edge.
 *
 * @throws {Refused} 401 when there is no such token
 */
export function identityOf(header: (name: string) => string | undefined): string {
  const token = /^Bearer [\w-]+\.([\w-]+)\./i.exec(
    header("x-serverless-authorization") ?? header("authorization") ?? "",
  );
  const email = token?.[1] && emailIn(token[1]);
  if (!email) throw new Refused(401, "UNAUTHORIZED", "send an ID token of the account that asks");
  return email;
}

function emailIn(payload: string): string | undefined {
  try {
    const { email } = JSON.parse(Buffer.from(payload, "base64url").toString()) as { email?: unknown };
    return typeof email === "string" && email !== "" ? email : undefined;
  } catch {
    return undefined;
  }
}
