/** What stands before a service: Cloud Run's own check of who calls, and the edge, which sends requests by their host. */
import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  request as send,
} from "node:http";
import { whyNotInvoked } from "../cloud/cloudrunv2/invocation";
import { regionsOf } from "../cloud/cloudrunv2/regions";
import { agentOf } from "../cloud/serviceaccount/accounts";
import type { World, WorldRecord } from "../cloud/world";
import type { Identities } from "./identities";

/** A service that something answers for, or would. */
export interface Target {
  name: string;
  /** As it is now; nothing once it is gone. */
  record: () => WorldRecord | undefined;
  /** Where its application listens, once it does; nothing where none runs. */
  port: () => Promise<number | undefined>;
}

export interface Surroundings {
  world: () => World;
  identities: Identities;
  /** Who may call every service, as the owner of a project may. */
  owner: string | undefined;
}

class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * A service's own address. Who calls shows an ID token for it, which Cloud Run verifies and passes on without its signature
 * (cloud.google.com/run/docs/authenticating/service-to-service).
 */
export function serviceGate(target: Target, audiences: () => readonly string[], around: Surroundings): Server {
  return gate(target, async (headers, record) => {
    if (record.inputs.invokerIamDisabled === true) return headers;
    const name = headers["x-serverless-authorization"] ? "x-serverless-authorization" : "authorization";
    const token = /^Bearer (\S+)$/i.exec(String(headers[name] ?? ""))?.[1];
    const caller = token === undefined ? undefined : await around.identities.tokens.read(token);
    if (token !== undefined && !(caller && audiences().includes(caller.audience)))
      throw new Refused(401, `the ID token is not valid, or not for ${target.name}`);
    if (caller?.email === undefined || caller.email !== around.owner) {
      const why = whyNotInvoked(around.world(), inFirstRegion(record), caller?.email);
      if (why) throw new Refused(403, why);
    }
    return token === undefined ? headers : { ...headers, [name]: `Bearer ${withoutSignature(token)}` };
  });
}

/** Where it runs here (`plan.ts`). */
const inFirstRegion = (service: WorldRecord) => ({ service, region: regionsOf(service.inputs)[0] ?? "" });

const withoutSignature = (token: string) => `${token.slice(0, token.lastIndexOf("."))}.SIGNATURE_REMOVED_BY_GOOGLE`;

/** Host → the service that is routed to. */
export type Routes = ReadonlyMap<string, Target>;

/**
 * What the load balancer does, or the identity proxy where a developer's environment has one: whoever is on this machine is
 * let in. At a listener of its own a host needs no name that resolves.
 */
export function edge(own: Target, routes: Routes, around: Surroundings): Server {
  return createServer((request, response) => {
    const [host = ""] = (request.headers.host ?? "").toLowerCase().split(":");
    const target = host === "localhost" || host === "127.0.0.1" ? own : routes.get(host);
    if (!target) return void response.writeHead(404).end(`no service answers for ${host}\n`);
    void pass(request, response, target, async (headers, record) => {
      const { inputs, id } = record;
      if (inputs.ingress === "INGRESS_TRAFFIC_INTERNAL_ONLY")
        throw new Refused(404, `${id} answers inside the network alone`);
      const world = around.world();
      const proxy = inputs.iapEnabled === true ? agentOf(world, String(inputs.project), "iap") : undefined;
      const why = whyNotInvoked(world, inFirstRegion(record), proxy);
      if (why) throw new Refused(403, why);
      const { remoteAddress } = request.socket;
      return { ...headers, "x-forwarded-proto": "http", "x-forwarded-for": remoteAddress };
    });
  });
}

type Admit = (headers: IncomingHttpHeaders, record: WorldRecord) => Promise<IncomingHttpHeaders>;

function gate(target: Target, admit: Admit): Server {
  return createServer((request, response) => void pass(request, response, target, admit));
}

async function pass(request: IncomingMessage, response: ServerResponse, target: Target, admit: Admit): Promise<void> {
  try {
    const record = target.record();
    if (!record) throw new Refused(404, `there is no service ${target.name} any more`);
    const headers = await admit(request.headers, record);
    const port = await target.port();
    if (port === undefined) throw new Refused(503, `${target.name} is not running`);
    forward(request, response, port, headers);
  } catch (error) {
    const { status, message } = error instanceof Refused ? error : new Refused(500, String(error));
    response.writeHead(status, { "content-type": "text/plain" }).end(`${message}\n`);
  }
}

const agent = new Agent({ keepAlive: true });

function forward(request: IncomingMessage, response: ServerResponse, port: number, headers: IncomingHttpHeaders): void {
  const { connection: _, "keep-alive": __, ...passed } = headers;
  const sent = send({ host: "127.0.0.1", port, method: request.method, path: request.url, headers: passed, agent });
  sent.on("response", (answer) => {
    const { connection: _, "keep-alive": __, ...given } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, given);
    answer.on("error", () => response.destroy());
    answer.pipe(response);
  });
  sent.on("error", () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(503, { "content-type": "text/plain" }).end("the application did not answer\n");
  });
  response.on("close", () => sent.destroy());
  request.pipe(sent);
}
