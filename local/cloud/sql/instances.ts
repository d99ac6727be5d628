/** Cloud SQL instances as others name them, and what Cloud SQL answers. */
import { isObject, type PropertyMap } from "../../values";
import { Refusal } from "../errors";
import type { Operation } from "../rule";
import { objectOf, textOf } from "../typed";
import type { World, WorldRecord } from "../world";

export const instanceType = "gcp:sql/databaseInstance:DatabaseInstance";

/** The form of most of its answers to what it will not do. */
export abstract class InvalidRequest extends Refusal {
  constructor(text: string) {
    super(400, "invalid", `Invalid request: ${text}`);
  }
}

export function settingsOf(instance: PropertyMap): PropertyMap {
  return objectOf(instance.settings);
}

export function backupsOf(instance: PropertyMap): PropertyMap {
  return objectOf(settingsOf(instance).backupConfiguration);
}

/** The network from which it has a private address. */
export function privateNetworkOf(instance: PropertyMap): string | undefined {
  return textOf(objectOf(settingsOf(instance).ipConfiguration).privateNetwork);
}

/** The instance that a database or user names. */
export function instanceNamed(world: World, project: string, name: unknown): WorldRecord | undefined {
  return world.ofType(instanceType).find(({ inputs }) => inputs.name === name && inputs.project === project);
}

/** `POSTGRES_17` → POSTGRES, 17; `MYSQL_8_0` → MYSQL, 8.0. */
export function versionOf({ databaseVersion }: PropertyMap): { engine: string; number: number } {
  const [engine = "", ...numbers] = String(databaseVersion).split("_");
  return { engine, number: Number.parseFloat(numbers.join(".")) };
}

/**
 * The edition of the request, as far as it tells. Left out, the cloud chooses it when the instance is made (for PostgreSQL,
 * Enterprise Plus from 16 on, magic-modules#18014), and it then stays what it is. What it chooses for a copy of another
 * instance, no source was found to say.
 */
export function editionOf(instance: PropertyMap, operation: Operation): string | undefined {
  const edition = textOf(settingsOf(instance).edition);
  if (edition !== undefined) return edition;
  const { engine, number } = versionOf(instance);
  const isCopy = textOf(instance.masterInstanceName) !== undefined || isObject(instance.clone);
  if (operation !== "create" || engine !== "POSTGRES" || isCopy) return undefined;
  return number >= 16 ? "ENTERPRISE_PLUS" : "ENTERPRISE";
}
