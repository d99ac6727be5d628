import { nameMistakes } from "../../naming";
import { checksInto, isCount, type Mistake } from "../../refuse";
import { imageMistakes } from "../../run/container";
import { timingMistakes } from "../../run/schedule";
import { fixedMistakes } from "../../transform";
import { type DatabaseArgs, fixedArguments } from "./args";
import { databaseNameMistakes } from "./roles";
import { flagsKept, postgresVersions } from "./settings";
import { sizeMistakes } from "./size";

/** A login is an account's address without its end, and Postgres cuts names at 63 bytes: 30 of them are the account's id. */
const longestProject = 63 - "@.iam".length - 30;

/** Everything wrong with a database's arguments, before anything is made. */
export function databaseMistakes(name: string, args: DatabaseArgs): Mistake[] {
  const { environment, databases = [name], version = "17", replicas = [], maintenance, flags = {} } = args;
  const { home, project, defaults } = environment;
  const mistakes = nameMistakes(name);
  const check = checksInto(mistakes);
  check(
    project.length <= longestProject,
    "environment",
    `its project ${project} has more than ${longestProject} characters, which leaves no room for logins of its accounts`,
  );
  databases.forEach((database, i) => {
    const path = args.databases ? `databases[${i}]` : "name";
    mistakes.push(...databaseNameMistakes(path, database));
    check(!reserved.includes(database), path, `${database} is Postgres' own`);
    check(
      /^[A-Za-z0-9_-]*$/.test(database),
      path,
      `${JSON.stringify(database)} has more than letters, digits, _ and -`,
    );
    check(databases.indexOf(database) === i, path, `${database} is listed twice`);
    const alike = databases.find((other, j) => j < i && other !== database && infixOf(other) === infixOf(database));
    check(alike === undefined, path, `${database} and ${alike} would share variables, …_${infixOf(database)}DATABASE`);
  });
  check(
    postgresVersions.includes(version),
    "version",
    `${JSON.stringify(version)} is not among ${postgresVersions.join(", ")}`,
  );
  mistakes.push(...sizeMistakes(args.size ?? defaults.database.size));
  const { disk = 10 } = args;
  check(isCount(disk, 10, 65536), "disk", `${disk} is not a whole number of gigabytes from 10 to 65536`);
  replicas.forEach((region, i) => {
    const path = `replicas[${i}]`;
    check(region !== home, path, `${region} is home, where the primary is`);
    const known = environment.regions.join(", ");
    check(environment.regions.includes(region), path, `${JSON.stringify(region)} is not among the regions ${known}`);
    check(replicas.indexOf(region) === i, path, `${region} is listed twice`);
  });
  check(
    replicas.length === 0 || defaults.database.backups > 0,
    "replicas",
    `a ${environment.kind} environment's databases have no backups, and what has none cannot be replicated`,
  );
  if (maintenance) {
    check(isCount(maintenance.day, 1, 7), "maintenance.day", `${maintenance.day} is not between 1, Monday, and 7`);
    check(isCount(maintenance.hour, 0, 23), "maintenance.hour", `${maintenance.hour} is not between 0 and 23`);
  }
  for (const flag of Object.keys(flags))
    check(!Object.hasOwn(flagsKept, flag), `flags.${flag}`, `is ${flagsKept[flag]} on every instance; leave it out`);
  if (args.sleep) {
    check(
      defaults.database.sleeps !== undefined,
      "sleep",
      `databases of a ${environment.kind} environment do not sleep; leave it out`,
    );
    mistakes.push(...timingMistakes("sleep.", args.sleep));
  }
  for (const [key, image] of Object.entries(args.images ?? {}))
    mistakes.push(...imageMistakes(`images.${key}`, image, environment.images));
  mistakes.push(
    ...beginningMistakes(args),
    ...fixedMistakes("transform.instance", args.transform?.instance, fixedArguments),
  );
  return mistakes;
}

/** What the variables of a database have in them where several are named: `audit` → `AUDIT_`. */
export function infixOf(database: string): string {
  return `${database.replace(/[^A-Za-z0-9]+/g, "_").toUpperCase()}_`;
}

/** Databases that every instance has. */
const reserved = ["postgres", "template0", "template1", "cloudsqladmin"];

/** What an instance begins as: empty, a copy, or one that is there. */
function beginningMistakes({ adopt, instanceName, copyOf, migrations, replicas = [] }: DatabaseArgs): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  const given = Object.entries({ adopt, copyOf, instanceName }).flatMap(([key, value]) =>
    value === undefined ? [] : key,
  );
  check(given.length <= 1, given[1] ?? "", `excludes ${given[0]}: an instance is adopted, named or copied`);
  for (const [path, isGiven] of Object.entries({ migrations: migrations !== undefined, replicas: replicas.length > 0 }))
    check(!adopt || !isGiven, path, "comes later: first adopt the instance as it is, and bring it up");
  for (const [path, value] of Object.entries({ adopt, instanceName }))
    check(
      value === undefined || /^[a-z][-a-z0-9]{0,96}[a-z0-9]$/.test(value),
      path,
      `${JSON.stringify(value)} is not the name of an instance`,
    );
  if (copyOf?.at !== undefined)
    check(
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(copyOf.at) && !Number.isNaN(Date.parse(copyOf.at)),
      "copyOf.at",
      `${JSON.stringify(copyOf.at)} is not a time in UTC, such as 2026-11-27T10:00:00Z`,
    );
  return mistakes;
}
