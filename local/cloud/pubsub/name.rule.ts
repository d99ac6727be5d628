/** What Pub/Sub takes as a name. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";

export class InvalidResourceName extends Refusal {
  constructor(path: string) {
    super(
      400,
      "",
      `Invalid resource name given (name=${path}). Refer to https://cloud.google.com/pubsub/docs/admin#resource_names ` +
        "for more information.",
    );
  }
}

export const pubsubName: Rule = {
  name: "pubsub-name",
  demands:
    "A topic, subscription or schema has a name of 3 to 255 letters, digits and -_.~+% that begins with a letter and not " +
    "with goog.",
  answer:
    "400: Invalid resource name given (name=…). Refer to https://cloud.google.com/pubsub/docs/admin#resource_names …",
  sources: ["spinnaker/spinnaker#3880", "googleapis/google-cloud-node#1694"],
  types: ["gcp:pubsub/topic:Topic", "gcp:pubsub/subscription:Subscription", "gcp:pubsub/schema:Schema"],
  before: ["create"],
  check({ id, inputs }) {
    const given = String(inputs.name);
    if (!/^[A-Za-z][A-Za-z0-9._~+%-]{2,254}$/.test(given) || given.startsWith("goog"))
      throw new InvalidResourceName(id);
  },
};
