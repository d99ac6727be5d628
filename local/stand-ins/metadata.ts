/**
 * A stand-in for the metadata server that Cloud Run has beside each instance: as much of it as applications ask, for one
 * account. Who can reach its port is that account, as on Cloud Run.
 */
import { createServer } from "node:http";
import { listening, type StandIn } from "./listening";

export interface MetadataOptions {
  project: string;
  projectNumber: string;
  region: string;
  email: string;
  accessToken: () => string;
  idToken: (audience: string) => string;
}

/** `host` is what `GCE_METADATA_HOST` is set to. */
export function startMetadata(options: MetadataOptions): Promise<StandIn> {
  const { project, projectNumber, region, email, accessToken, idToken } = options;
  const account = "instance/service-accounts/default";
  const answers: Readonly<Record<string, (query: URLSearchParams) => string>> = {
    instance: () => "",
    "instance/region": () => `projects/${projectNumber}/regions/${region}`,
    [`${account}/email`]: () => email,
    [`${account}/identity`]: (query) => idToken(query.get("audience") ?? ""),
    [`${account}/token`]: () => JSON.stringify({ access_token: accessToken(), expires_in: 3600, token_type: "Bearer" }),
    "project/project-id": () => project,
    "project/numeric-project-id": () => projectNumber,
    "universe/universe-domain": () => "googleapis.com",
  };
  return listening(
    createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? "", "http://metadata");
      const answer = answers[pathname.replace("/computeMetadata/v1/", "").replace(/\/$/, "")];
      response.setHeader("Metadata-Flavor", "Google");
      if (request.headers["metadata-flavor"] !== "Google") response.writeHead(403).end();
      else if (answer) response.writeHead(200).end(answer(searchParams));
      else response.writeHead(404).end();
    }),
  );
}
