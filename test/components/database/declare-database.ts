/** A database as tests of it declare one. */
import { Database, type DatabaseArgs, type Environment, type EnvironmentArgs } from "../../../components";
import { type Declared, declareIn, developer, image, one } from "../../support/declare";

export const images = {
  psql: `postgres.example.dev/postgres@sha256:${"12".repeat(32)}`,
  proxy: `proxy.example.dev/cloud-sql-proxy@sha256:${"34".repeat(32)}`,
};

export const migrations = { image, args: ["migrate"] };

export const instanceType = "gcp:sql/databaseInstance:DatabaseInstance";
export const databaseType = "gcp:sql/database:Database";
export const userType = "gcp:sql/user:User";
export const memberType = "gcp:projects/iAMMember:IAMMember";

/** Declares a database called `catalog`, and what a program makes with it. */
export function declareDatabase(
  args: Omit<Partial<DatabaseArgs>, "environment"> = {},
  of: EnvironmentArgs = developer,
  program: (catalog: Database, environment: Environment) => void = () => {},
): Promise<Declared[]> {
  return declareIn(of, (environment) => {
    program(new Database("catalog", { environment, images, ...args } as DatabaseArgs), environment);
  });
}

/** The primary, or the replica in a region. */
export const instanceOf = (declared: readonly Declared[], region?: string) =>
  one(declared, instanceType, region ? `catalog/${region}` : "catalog");
