/** A metadata server for one account, as Cloud Run has one beside each instance: as much of it as applications ask. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Metadata {
  /** What `GCE_METADATA_HOST` is set to. */
  host: string;
  close(): Promise<void>;
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** As Cloud Run passes an ID token on: its signature is gone. */
export const idToken = (email: string, audience: string): string =>
  `${part({ alg: "none" })}.${part({ email, aud: audience, exp: Math.floor(Date.now() / 1000) + 3600 })}.removed`;

export async function startMetadata(email: string, { region = "europe-west1" } = {}): Promise<Metadata> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://metadata");
    response.setHeader("Metadata-Flavor", "Google");
    const answers: Record<string, string> = {
      "project/project-id": "flotilla-test",
      "instance/region": `projects/1/regions/${region}`,
      "instance/service-accounts/default/email": email,
      "instance/service-accounts/default/identity": idToken(email, searchParams.get("audience") ?? ""),
      "instance/service-accounts/default/token": JSON.stringify({
        access_token: email,
        expires_in: 3600,
        token_type: "Bearer",
      }),
      "universe/universe-domain": "googleapis.com",
      instance: "",
    };
    const answer = answers[pathname.replace("/computeMetadata/v1/", "").replace(/\/$/, "")];
    response.writeHead(answer === undefined ? 404 : 200).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => closed(server),
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
