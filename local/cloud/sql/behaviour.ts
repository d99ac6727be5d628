import { isObject, type PropertyMap } from "../../values";
import type { Behaviours, PlannedChange, Subject } from "../behaviour";
import { privateAddress, publicAddress } from "../compute/addresses";
import { digest } from "../template";
import { objectOf } from "../typed";
import type { World, WorldRecord } from "../world";

export const behaviour: Behaviours = {
  "gcp:sql/databaseInstance:DatabaseInstance": {
    plan: planOfDisk,
    outputs(subject) {
      const { id, projectNumber } = subject;
      const addresses = addressesOf(subject);
      const addressOf = (type: string) => addresses.find((address) => address.type === type)?.ipAddress ?? "";
      return {
        dnsNames: [],
        firstIpAddress: addresses[0]?.ipAddress ?? "",
        instanceType: "CLOUD_SQL_INSTANCE",
        ipAddresses: addresses,
        privateIpAddress: addressOf("PRIVATE"),
        publicIpAddress: addressOf("PRIMARY"),
        replicaNames: [],
        // The form of the account that an instance works with (cloud.google.com/sql/docs/postgres/import-export).
        serviceAccountEmailAddress: `p${projectNumber()}-${digest(id).slice(0, 6)}@gcp-sa-cloud-sql.iam.gserviceaccount.com`,
      };
    },
    // The name stays taken for a week (cloud.google.com/sql/docs/postgres/delete-instance).
    afterDelete: () => "remembered",
    deletesToo: ofInstance,
  },
  "gcp:sql/database:Database": {
    // What PostgreSQL has where nothing is asked for (cloud.google.com/sql/docs/postgres/create-manage-databases).
    outputs: () => ({ charset: "UTF8", collation: "en_US.UTF8" }),
  },
  "gcp:sql/user:User": {
    outputs: () => ({ host: "" }),
  },
};

/**
 * A disk cannot shrink. Where it may grow by itself, a smaller size is taken back; otherwise the instance is made anew
 * (diskSizeCutomizeDiff in resource_sql_database_instance.go).
 */
function planOfDisk(old: PropertyMap, news: PropertyMap): PlannedChange {
  const [before, after] = [objectOf(old.settings), objectOf(news.settings)];
  const { diskSize: was } = before;
  const { diskSize: wanted, diskAutoresize = true } = after;
  if (typeof was !== "number" || typeof wanted !== "number" || wanted >= was) return {};
  if (diskAutoresize === false) return { replaces: ["settings.diskSize"] };
  return { inputs: { ...news, settings: { ...after, diskSize: was } } };
}

/** The public address comes first (resource_sql_database_instance.go). */
function addressesOf({ id, inputs }: Subject): { type: string; ipAddress: string; timeToRetire: string }[] {
  const settings = isObject(inputs.settings) ? inputs.settings : {};
  const network = isObject(settings.ipConfiguration) ? settings.ipConfiguration : {};
  const addresses = [];
  if (network.ipv4Enabled !== false) addresses.push({ type: "PRIMARY", ipAddress: publicAddress(id) });
  if (network.privateNetwork !== undefined) addresses.push({ type: "PRIVATE", ipAddress: privateAddress(id) });
  return addresses.map((address) => ({ ...address, timeToRetire: "" }));
}

/** Its databases and users. */
function ofInstance(instance: WorldRecord, world: World): WorldRecord[] {
  return ["gcp:sql/database:Database", "gcp:sql/user:User"]
    .flatMap((type) => world.ofType(type))
    .filter(({ inputs }) => inputs.instance === instance.inputs.name && inputs.project === instance.inputs.project);
}
