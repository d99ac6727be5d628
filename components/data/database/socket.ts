/** A database as a socket in a folder, for images that know no connector: Google's proxy, in a container beside theirs. */
import type * as pulumi from "@pulumi/pulumi";
import type { Millicores, Region, WholeCores } from "../../../contract";
import { type CompanionSidecar, labelOf } from "../../iam/capability";
import { checksInto, type Mistake } from "../../refuse";
import { smallestSidecar } from "../../run/sidecars";
import { quantityMistakes } from "../../run/size";
import type { Size as Memory } from "../../units";

/** What of a connection an image may want under a name of its own. */
const parts = ["host", "user", "database", "options"] as const;
export type SocketPart = (typeof parts)[number];

/** How an image connects that knows Postgres, and no Cloud SQL. */
export interface SocketArgs {
  /**
   * Runs Google's Cloud SQL Auth Proxy beside the container, which opens the database's socket in a folder that both have and
   * logs in as the workload: `true`, or how much the proxy gets, as in `{ cpu: "500m" }`. Its memory grows with the connections
   * that are open, its work with what is sent through them (cloud-sql-proxy, examples/k8s-sidecar). That comes on top of the
   * container's own. By default it is `"250m"` and `"256Mi"`, as for any sidecar.
   */
  socket: true | { cpu?: WholeCores | Millicores; memory?: Memory };
  /**
   * What the image calls the parts of a connection, as in `{ PGHOST: "host", PGUSER: "user" }`: variables beside those that
   * have the database's name. `"options"` of a level that has none are not given. @default none
   */
  variables?: Readonly<Record<string, SocketPart>>;
}

const sizeOf = ({ socket }: SocketArgs) => ({ ...smallestSidecar, ...(socket === true ? {} : socket) });

/** In the container, and in the proxy's. */
export const socketFolder = (name: string) => `/cloudsql/${name}`;

/** In which Postgres' clients look for it (postgresql.org/docs/current/libpq-connect.html, host). */
const socketFile = ".s.PGSQL.5432";

/** Bytes of a socket's path, of the 108 that there are with the zero at its end (man7.org/linux/man-pages/man7/unix.7.html). */
const longestPath = 107;

/** Cloud Run kills an instance so long after it was told to end (cloud.google.com/run/docs/container-contract). */
const patience = "10s";

/**
 * The proxy, of version 2.11 or later. It is told the folder itself, because the one that it would make,
 * `PROJECT:REGION:INSTANCE`, can be longer than a socket's path may be. Certificates are renewed as they are needed: between
 * requests there is no CPU to do it in time.
 */
export function proxySidecar(
  name: string,
  image: pulumi.Input<string>,
  by: SocketArgs,
  instance: (region: Region) => pulumi.Output<string>,
): CompanionSidecar {
  return {
    name: labelOf("proxy", name),
    image,
    ...sizeOf(by),
    startup: "/startup",
    liveness: "/liveness",
    args: (region, port) => [
      "--private-ip",
      "--auto-iam-authn",
      "--lazy-refresh",
      `--max-sigterm-delay=${patience}`,
      "--health-check",
      "--http-address=0.0.0.0", // where Cloud Run asks
      `--http-port=${port}`,
      instance(region).apply((connectionName) => `${connectionName}?unix-socket-path=${socketFolder(name)}`),
    ],
  };
}

/** `severalDatabases`: whether several are named, so that neither the database nor its options are one. */
export function socketMistakes(name: string, by: SocketArgs, severalDatabases: boolean): Mistake[] {
  const { socket, variables = {} } = by;
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  const isSize = typeof socket === "object" && socket !== null;
  check(socket === true || isSize, "connect.socket", `${JSON.stringify(socket)} is neither true nor a size; say true`);
  if (isSize) mistakes.push(...quantityMistakes("connect.socket.", sizeOf(by), "with parts"));
  const path = `${socketFolder(name)}/${socketFile}`;
  check(
    path.length <= longestPath,
    "connect.socket",
    `${path} has ${path.length} characters, and a socket's path has ${longestPath} at the most; give the Database a shorter name`,
  );
  for (const [variable, part] of Object.entries(variables)) {
    const at = `connect.variables.${variable}`;
    check(parts.includes(part), at, `${JSON.stringify(part)} is not among ${parts.join(", ")}`);
    check(
      !severalDatabases || (part !== "database" && part !== "options"),
      at,
      `${JSON.stringify(part)} is that of one database, and connect names them by a list; connect("…") to the first, or leave it out`,
    );
  }
  return mistakes;
}
