/** The server: gRPC on this machine, and on no other's network. */
import type { KeyObject } from "node:crypto";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { definitionOf, implementationOf } from "./api";
import type { Clock } from "./clock";
import { type Column, Table } from "./tables";
import { World } from "./world";

export interface PubsubOptions {
  /** @default any that is free */
  port?: number;
}

export interface PubsubStandIn {
  /** Host and port: what `PUBSUB_EMULATOR_HOST` is set to for the client libraries. */
  endpoint: string;
  /** For tests to move. */
  clock: Clock;
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

export async function startPubsub({ port = 0 }: PubsubOptions = {}): Promise<PubsubStandIn> {
  const tables = new Map<string, Table>();
  const world = new World(tables);
  const server = new Server();
  const services = implementationOf(world);
  for (const name of ["Publisher", "Subscriber", "SchemaService"] as const)
    server.addService(definitionOf(name), services[name]);
  const own = await listening(server, port);
  return {
    endpoint: `127.0.0.1:${own}`,
    clock: world.clock,
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
      server.forceShutdown();
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
