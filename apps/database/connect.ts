import { Pool, type PoolConfig } from "pg";
import { log } from "../serving";

/** What `catalog.connect("…")` gives. */
export interface DatabaseGiven {
  instance: string;
  database: string;
  user: string;
  options: string | undefined;
}

/** Connections of one instance: Cloud SQL's smallest takes 25 of all instances together. */
const connections = 5;

/**
 * A pool of connections: by the Cloud SQL connector over the private address, as the account that this runs as; or, where
 * `PGHOST` is set, straight to a Postgres there.
 */
export async function connectTo({ instance, database, user, options }: DatabaseGiven): Promise<Pool> {
  const config: PoolConfig = {
    ...(process.env.PGHOST ? {} : await throughConnector(instance)),
    database,
    user,
    options,
    max: connections,
    connectionTimeoutMillis: 5_000,
  };
  const pool = new Pool(config);
  pool.on("error", (error) => log.warning("an idle connection to the database was lost", { reason: error.message }));
  return pool;
}

async function throughConnector(instance: string): Promise<PoolConfig> {
  const { AuthTypes, Connector, IpAddressTypes } = await import("@google-cloud/cloud-sql-connector");
  const connector = new Connector();
  return connector.getOptions({
    instanceConnectionName: instance,
    ipType: IpAddressTypes.PRIVATE,
    authType: AuthTypes.IAM,
  });
}
