/** What `iam` says somebody may do. */
import type { Access } from "../oci";
import { Refused } from "../serving";

export interface Credentials {
  user: string;
  key: string;
}

export interface Granted {
  subject: string;
  granted: Access[];
}

/** @throws {Refused} 401 when `iam` does not know these credentials */
export type Ask = (credentials: Credentials, wanted: Access[]) => Promise<Granted>;

export function askingIam(iam: (path: `/${string}`, init?: RequestInit) => Promise<Response>): Ask {
  return async ({ user, key }, wanted) => {
    const answer = await iam("/access", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user, key, wanted }),
    });
    if (answer.status === 401) throw new Refused(401, "UNAUTHORIZED", "this user has no such key", basicChallenge);
    if (!answer.ok) throw new Error(`iam answers ${answer.status}`);
    return (await answer.json()) as Granted;
  };
}

export const basicChallenge = { "WWW-Authenticate": 'Basic realm="tokens", charset="UTF-8"' } as const;
