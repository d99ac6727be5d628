import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { EventData, EventDeclaration } from "../../contract";
import { Component } from "../component";
import type { Environment } from "../environment";
import { nameMistakes, stableName } from "../naming";
import { type Mistake, refuse } from "../refuse";
import { type Timing, timingMistakes } from "../run/schedule";
import { EventType, streams } from "./event-type";

export interface ScheduledEventArgs<D extends EventDeclaration> extends Timing {
  /** Where it stands. */
  environment: Environment;
  /** The type that is emitted. */
  type: EventType<D>;
  /** What each event says. */
  data: EventData<D>;
}

/**
 * Emits an event by the clock. Cloud Scheduler publishes it and gives it no id of its own, so receivers know it by Pub/Sub's.
 *
 * ```ts
 * new ScheduledEvent("midnight", { environment, type: dayEnded, schedule: "0 0 * * *", data: { zone: "UTC" } });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class ScheduledEvent<D extends EventDeclaration> extends Component {
  constructor(name: string, args: ScheduledEventArgs<D>, opts?: pulumi.ComponentResourceOptions) {
    refuse("ScheduledEvent", name, scheduledEventMistakes(name, args));
    super("events:ScheduledEvent", name, args.environment, opts);
    const { environment, type, schedule, timeZone = "Etc/UTC", data } = args;
    const { project, home, slug, foundation } = environment;
    const { topic, declaration } = streams(type);
    new gcp.cloudscheduler.Job(
      name,
      {
        project,
        region: home,
        name: stableName("gcp:cloudscheduler/job:Job", slug, name, "event"),
        schedule,
        timeZone,
        pubsubTarget: {
          topicName: topic.id,
          data: Buffer.from(JSON.stringify(data)).toString("base64"),
          attributes: {
            "ce-specversion": "1.0",
            "ce-type": declaration.type,
            "ce-source": `//cloudscheduler.googleapis.com/projects/${project}/locations/${home}/jobs/${name}`,
            "Content-Type": "application/json",
          },
        },
      },
      { parent: this, dependsOn: [foundation.api("cloudscheduler.googleapis.com")] },
    );
    this.registerOutputs({});
  }
}

function scheduledEventMistakes<D extends EventDeclaration>(name: string, args: ScheduledEventArgs<D>): Mistake[] {
  const mistakes = [...nameMistakes(name), ...timingMistakes("", args)];
  if (!(args.type instanceof EventType))
    return [...mistakes, { propertyPath: "type", reason: "is not an EventType; give the type itself" }];
  const parsed = streams(args.type).declaration.data.safeParse(args.data);
  for (const { path, message } of parsed.error?.issues ?? [])
    mistakes.push({ propertyPath: ["data", ...path].join("."), reason: message });
  return mistakes;
}
