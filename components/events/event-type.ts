import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { EventDeclaration } from "../../contract";
import { Component } from "../component";
import type { Environment } from "../environment";
import { type Capability, capability } from "../iam/capability";
import { nameMistakes, stableName } from "../naming";
import { checksInto, type Mistake, refuse } from "../refuse";
import { keptFields } from "./kept-fields";
import { numberClashes, protoOf } from "./proto";

export interface EventTypeArgs<D extends EventDeclaration = EventDeclaration> {
  /** Where it stands. */
  environment: Environment;
  /** What it is called and what its data looks like, as applications know it too: see `contract/events`. */
  declaration: D;
}

/** What can be triggered on and recorded: an event's declaration, and the topic that it is published to. */
export interface EventStream {
  name: string;
  environment: Environment;
  declaration: EventDeclaration;
  topic: gcp.pubsub.Topic;
}

let streams!: (type: EventType) => EventStream;

/**
 * A type of event: a topic that refuses what is not of the declared form. Who may emit it holds `publish()`, and nobody else
 * may.
 *
 * ```ts
 * const imagePushed = new EventType("image-pushed", { environment, declaration: events.imagePushed });
 * new Service("push", { environment, image, can: [imagePushed.publish()] });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class EventType<D extends EventDeclaration = EventDeclaration> extends Component {
  declare protected readonly declared: D;
  readonly #stream: EventStream;

  constructor(name: string, args: EventTypeArgs<D>, opts?: pulumi.ComponentResourceOptions) {
    refuse("EventType", name, eventTypeMistakes(name, args));
    super("events:EventType", name, args.environment, opts);
    const { environment, declaration } = args;
    const { project, slug, foundation } = environment;
    const schema = new gcp.pubsub.Schema(
      name,
      {
        project,
        name: stableName("gcp:pubsub/schema:Schema", slug, name),
        type: "PROTOCOL_BUFFER",
        definition: protoOf(declaration.fields),
      },
      { parent: this, dependsOn: [foundation.api("pubsub.googleapis.com")], hooks: keptFields(name, declaration) },
    );
    const topic = createTopic(this, environment, name, { schemaSettings: { schema: schema.id, encoding: "JSON" } });
    this.#stream = { name, environment, declaration, topic };
    this.registerOutputs({});
  }

  /** Grants `roles/pubsub.publisher` on this type's topic alone, and gives `<NAME>_TOPIC`, the topic's full name. */
  publish(): Capability<"grant" | "variables"> {
    const { name, environment, topic } = this.#stream;
    return capability({
      verb: "publish",
      kind: "event",
      owner: name,
      unfit: { people: "events are what workloads say of themselves; give a person a service that publishes" },
      variables: ["TOPIC"],
      grant: (principal) => ({
        variables: { TOPIC: () => topic.id },
        beside: [
          new gcp.pubsub.TopicIAMMember(
            `${principal.name}/publish/${name}`,
            {
              project: environment.project,
              topic: topic.name,
              role: "roles/pubsub.publisher",
              member: principal.member,
            },
            { parent: principal.component, provider: environment.gcp, hooks: environment.propagation },
          ),
        ],
      }),
    });
  }

  static {
    streams = (type) => type.#stream;
  }
}

export { streams };

/** Messages are kept in the environment's regions alone, and taken in by the one that is nearest to the publisher. */
export function createTopic(
  parent: pulumi.ComponentResource,
  { project, slug, regions, foundation }: Environment,
  name: string,
  more: Pick<gcp.pubsub.TopicArgs, "schemaSettings" | "messageTransforms"> = {},
): gcp.pubsub.Topic {
  return new gcp.pubsub.Topic(
    name,
    {
      project,
      name: stableName("gcp:pubsub/topic:Topic", slug, name),
      messageStoragePolicy: { allowedPersistenceRegions: [...regions].sort() },
      ...more,
    },
    { parent, dependsOn: [foundation.api("pubsub.googleapis.com")] },
  );
}

function eventTypeMistakes(name: string, { declaration }: EventTypeArgs): Mistake[] {
  const mistakes = nameMistakes(name);
  const check = checksInto(mistakes);
  const isDeclared = Array.isArray(declaration?.fields) && typeof declaration?.type === "string";
  check(isDeclared, "declaration", "is not a declared event; make it with declareEvent in contract/events");
  for (const clash of isDeclared ? numberClashes(declaration.fields) : [])
    check(false, "declaration.data", `its fields ${clash} have one number in the topic's schema; call one otherwise`);
  return mistakes;
}
