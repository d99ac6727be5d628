/** The topics, subscriptions, schemas and recorded tables of the plan, in the stand-in for Pub/Sub. */
import { objectOf, textOf } from "../cloud/typed";
import type { World } from "../cloud/world";
import type { Column, PubsubStandIn } from "../stand-ins/pubsub";
import type { PropertyMap } from "../values";
import type { Addresses } from "./addresses";

/** `answers`: whether anything does at an address here, so that a subscription is made that pushes to it. */
export function declareMessages(
  pubsub: PubsubStandIn,
  world: World,
  addresses: Addresses,
  answers: (address: string) => boolean,
): void {
  for (const { id, inputs } of world.ofType("gcp:bigquery/table:Table"))
    if (typeof inputs.schema === "string") pubsub.setTable(tableName(id), JSON.parse(inputs.schema) as Column[]);
  for (const { id, inputs } of world.ofType("gcp:pubsub/schema:Schema"))
    pubsub.world.createSchema(id, { type: "PROTOCOL_BUFFER", definition: String(inputs.definition) });
  for (const { id, inputs } of world.ofType("gcp:pubsub/topic:Topic")) {
    const { schema } = objectOf(inputs.schemaSettings);
    const schemaSettings = schema === undefined ? undefined : { schema: String(schema), encoding: "JSON" as const };
    pubsub.world.createTopic({ name: id, schemaSettings });
  }
  for (const { id, inputs } of world.ofType("gcp:pubsub/subscription:Subscription")) {
    const endpoint = textOf(objectOf(inputs.pushConfig).pushEndpoint);
    if (endpoint === undefined || answers(addresses.translate(endpoint)))
      pubsub.world.createSubscription(subscriptionOf(id, inputs, addresses));
  }
}

/** `projects/p/datasets/d/tables/t` → `p.d.t`. */
export function tableName(id: string): string {
  const [, project, , dataset, , table] = id.split("/");
  return `${project}.${dataset}.${table}`;
}

function subscriptionOf(name: string, inputs: PropertyMap, addresses: Addresses) {
  const { retryPolicy, deadLetterPolicy, messageRetentionDuration, bigqueryConfig, pushConfig } = inputs;
  const { minimumBackoff, maximumBackoff } = objectOf(retryPolicy);
  const { pushEndpoint, oidcToken, noWrapper } = objectOf(pushConfig);
  const { serviceAccountEmail, audience } = objectOf(oidcToken);
  const here = (address: unknown) => addresses.translate(String(address));
  return {
    name,
    topic: String(inputs.topic),
    filter: textOf(inputs.filter),
    ackDeadlineSeconds: Number(inputs.ackDeadlineSeconds ?? 10),
    enableMessageOrdering: inputs.enableMessageOrdering === true,
    messageRetentionDuration: durationOf(messageRetentionDuration),
    retryPolicy: retryPolicy && {
      minimumBackoff: durationOf(minimumBackoff),
      maximumBackoff: durationOf(maximumBackoff),
    },
    deadLetterPolicy: deadLetterPolicy && objectOf(deadLetterPolicy),
    bigqueryConfig: bigqueryConfig && objectOf(bigqueryConfig),
    pushConfig: pushConfig && {
      pushEndpoint: here(pushEndpoint),
      oidcToken: oidcToken && {
        serviceAccountEmail: String(serviceAccountEmail),
        audience: here(audience ?? pushEndpoint),
      },
      noWrapper: noWrapper && { writeMetadata: objectOf(noWrapper).writeMetadata === true },
    },
  } as Parameters<PubsubStandIn["world"]["createSubscription"]>[0];
}

/** `600s` */
const durationOf = (value: unknown) =>
  typeof value === "string" ? { seconds: Number.parseInt(value, 10) } : undefined;
