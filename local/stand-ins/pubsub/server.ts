/** The server: gRPC on this machine, and on no other's network. */
import type { KeyObject } from "node:crypto";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import type { Tokens } from "../oidc";
import { definitionOf, implementationOf } from "./api";
import type { Clock } from "./clock";
import { type Guard, guarded } from "./guard";
import { type Column, Table } from "./tables";
import { World } from "./world";

export interface PubsubOptions {
  /** @default any that is free */
  port?: number;
  /** What the tokens of pushes are made by. @default its own */
  tokens?: Tokens;
}

export interface PubsubStandIn {
  /** Host and port: what `PUBSUB_EMULATOR_HOST` is set to for the client libraries. */
  endpoint: string;
  /** For tests to move. */
  clock: Clock;
  /** What there is, made without the API: for who sets it all up. */
  world: Pick<World, "createSchema" | "createTopic" | "createSubscription">;
  /**
   * The same over another port, for one caller, who may do there what the guard says: a client that is sent to a stand-in
   * shows no token, so who it is has to be told by where it comes.
   * @returns its host and port
   */
  listenFor(guard: Guard): Promise<string>;
  /** Tables that BigQuery subscriptions can write to, by `project.dataset.table`. */
  tables: ReadonlyMap<string, Table>;
  /** Makes a table, or gives one other columns, as BigQuery does: its rows stay. */
  setTable(name: string, columns: readonly Column[]): Table;
  /** Messages of a subscription that are not acknowledged: the metric `num_undelivered_messages`. */
  undelivered(subscription: string): number;
  /** Verifies the tokens of pushes, which are signed as Google's are, but with a key of this server's. */
  publicKey: KeyObject;
  close(): Promise<void>;
}

export async function startPubsub({ port = 0, tokens }: PubsubOptions = {}): Promise<PubsubStandIn> {
  const tables = new Map<string, Table>();
  const world = new World(tables, tokens);
  const services = implementationOf(world);
  const servers: Server[] = [];
  async function serve(implementation: typeof services, at: number): Promise<string> {
    const server = new Server();
    servers.push(server);
    for (const name of ["Publisher", "Subscriber", "SchemaService"] as const)
      server.addService(definitionOf(name), implementation[name]);
    return `127.0.0.1:${await listening(server, at)}`;
  }
  return {
    endpoint: await serve(services, port),
    clock: world.clock,
    world,
    listenFor: (guard) => serve(guarded(services, guard), 0),
    tables,
    setTable(name, columns) {
      const table = tables.get(name) ?? new Table(columns);
      table.columns = columns;
      tables.set(name, table);
      return table;
    },
    undelivered: (subscription) => world.subscription(subscription).backlog.size,
    get publicKey() {
      return world.tokens.publicKey;
    },
    async close() {
      world.close();
      for (const server of servers) server.forceShutdown();
    },
  };
}

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, own) =>
      error ? reject(error) : resolve(own),
    );
  });
}
