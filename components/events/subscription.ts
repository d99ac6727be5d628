import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component";
import type { Environment } from "../environment";
import { type Capability, capability } from "../iam/capability";
import { nameMistakes } from "../naming";
import { checksInto, type Mistake, refuse } from "../refuse";
import { createDeadLetters } from "./dead-letters";
import { createSubscriptions, type DeliveryArgs, deliveryMistakes } from "./delivery";
import { type EventSource, isEventSource, streamOf } from "./stream";

export interface SubscriptionArgs extends DeliveryArgs {
  /** Where it stands. */
  environment: Environment;
  /** The events that are kept for whoever pulls. */
  on: EventSource;
}

/**
 * Keeps every event of a type until a job or a worker has pulled it.
 *
 * ```ts
 * const pulls = new Subscription("pulls", { environment, on: imagePulled });
 * new Job("count", { environment, image, can: [pulls.pull()] }); // PULLS_SUBSCRIPTION
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class Subscription extends Component {
  readonly #name: string;
  readonly #environment: Environment;
  readonly #subscription: gcp.pubsub.Subscription;

  constructor(name: string, args: SubscriptionArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("Subscription", name, subscriptionMistakes(name, args));
    super("events:Subscription", name, args.environment, opts);
    const { environment, on } = args;
    this.#name = name;
    this.#environment = environment;
    const deadLetters = createDeadLetters(this, environment, name);
    this.#subscription = createSubscriptions(this, streamOf(on), name, args, deadLetters, {}, []);
    this.registerOutputs({});
  }

  /** Grants `roles/pubsub.subscriber` on this subscription alone, and gives `<NAME>_SUBSCRIPTION`, its full name. */
  pull(): Capability<"grant" | "variables"> {
    const name = this.#name;
    const { project, gcp: provider, propagation } = this.#environment;
    return capability({
      verb: "pull",
      kind: "subscription",
      owner: name,
      unfit: { people: "a message that a person takes is one that the workload never sees" },
      variables: ["SUBSCRIPTION"],
      grant: (principal) => ({
        variables: { SUBSCRIPTION: () => this.#subscription.id },
        beside: [
          new gcp.pubsub.SubscriptionIAMMember(
            `${principal.name}/pull/${name}`,
            {
              project,
              subscription: this.#subscription.name,
              role: "roles/pubsub.subscriber",
              member: principal.member,
            },
            { parent: principal.component, provider, hooks: propagation },
          ),
        ],
      }),
    });
  }
}

function subscriptionMistakes(name: string, args: SubscriptionArgs): Mistake[] {
  const { on } = args;
  const mistakes = [...nameMistakes(name), ...deliveryMistakes(args)];
  const check = checksInto(mistakes);
  check(isEventSource(on), "on", "is not an EventType; give the type itself");
  return mistakes;
}
