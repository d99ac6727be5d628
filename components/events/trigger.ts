import * as pulumi from "@pulumi/pulumi";
import type { Region } from "../../contract";
import { Component } from "../component";
import type { Environment } from "../environment";
import { bind } from "../iam/capability";
import { Identity } from "../iam/identity";
import { nameMistakes } from "../naming";
import { checksInto, type Mistake, refuse } from "../refuse";
import { calleeOf, Service } from "../run/service";
import { createDeadLetters, letActAs } from "./dead-letters";
import { createSubscriptions, type DeliveryArgs, deliveryMistakes, paceOf } from "./delivery";
import { type EventSource, isEventSource, streamOf } from "./stream";

export interface TriggerArgs extends DeliveryArgs {
  /** Where it stands. */
  environment: Environment;
  /** The events that trigger. */
  on: EventSource;
  /** The service that is called with each of them. */
  to: Service<"internal">;
  /** Path of the request. @default "/events" */
  path?: `/${string}`;
  /** Where the service is called; another region is a change in place. @default the first where it serves */
  region?: Region;
  /** Delivers what has become a dead letter once more, for as long as this is set. @default false */
  replayDeadLetters?: boolean;
}

/**
 * Calls a service with every event of a type: one subscription, which pushes as an account of its own that may call that
 * service and nothing else. The request is the event in binary form: its data is the body, its attributes are headers.
 *
 * ```ts
 * new Trigger("notify", { environment, on: imagePushed, to: notifier });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class Trigger extends Component {
  constructor(name: string, args: TriggerArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("Trigger", name, triggerMistakes(name, args));
    super("events:Trigger", name, args.environment, opts);
    const { environment, on, to, path = "/events", replayDeadLetters = false } = args;
    const region = args.region ?? calleeOf(to).serving[0];
    const identity = new Identity(name, environment, "push", { parent: this });
    const { member, account, accountId } = identity;
    const binding = bind({ name, component: this, accountId, member, email: account.email }, [to.call()]);
    const [address] = Object.values(binding.variables(region)) as [pulumi.Input<string>];
    const push = {
      pushEndpoint: pulumi.interpolate`${address}${path}`,
      oidcToken: { serviceAccountEmail: account.email, audience: address },
      noWrapper: { writeMetadata: true },
    };
    const actAs = letActAs(this, environment, name, account);
    const deadLetters = createDeadLetters(this, environment, name, {
      ...paceOf(args),
      ...(replayDeadLetters && { pushConfig: push }),
    });
    createSubscriptions(this, streamOf(on), name, args, deadLetters, { pushConfig: push }, [
      actAs,
      ...binding.before,
      ...binding.beside,
    ]);
    this.registerOutputs({});
  }
}

function triggerMistakes(name: string, args: TriggerArgs): Mistake[] {
  const { on, path = "/events" } = args;
  const mistakes = [...nameMistakes(name), ...deliveryMistakes(args)];
  const check = checksInto(mistakes);
  check(isEventSource(on), "on", "is not an EventType; give the type itself");
  check(/^\/[A-Za-z0-9._~/-]*$/.test(path), "path", `${JSON.stringify(path)} is not a path such as /events`);
  return [...mistakes, ...receiverMistakes(args)];
}

function receiverMistakes({ to, region }: TriggerArgs): Mistake[] {
  if (!(to instanceof Service)) return [{ propertyPath: "to", reason: "is not a Service; give the service itself" }];
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  const { name, exposure, serving } = calleeOf(to);
  const remedy = "trigger one that is, so that IAM is asked who calls";
  check(exposure === "internal", "to", `${JSON.stringify(name)} is not internal; ${remedy}`);
  check(
    region === undefined || serving.includes(region),
    "region",
    `${JSON.stringify(region)} is not among the regions where ${JSON.stringify(name)} serves: ${serving.join(", ")}`,
  );
  return mistakes;
}
