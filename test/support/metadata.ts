/** A metadata server for one account of a project for tests. */
import type { StandIn } from "../../local/stand-ins/listening";
import { startMetadata as startStandIn } from "../../local/stand-ins/metadata";

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** As Cloud Run passes an ID token on: its signature is gone. */
export const idToken = (email: string, audience: string): string =>
  `${part({ alg: "none" })}.${part({ email, aud: audience, exp: Math.floor(Date.now() / 1000) + 3600 })}.removed`;

export function startMetadata(email: string, { region = "europe-west1" } = {}): Promise<StandIn> {
  return startStandIn({
    project: "flotilla-test",
    projectNumber: "1",
    region,
    email,
    accessToken: () => email,
    idToken: (audience) => idToken(email, audience),
  });
}
