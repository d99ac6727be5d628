/**
 * The account whose identity pushes show must be one of the subscription's own project. That Pub/Sub's agent may make its
 * tokens is only to be granted in projects that used Pub/Sub before 2021-04-08
 * (https://cloud.google.com/eventarc/docs/roles-permissions), so no rule asks for it.
 */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { isMissing } from "../serviceaccount/accounts";
import { objectOf, textOf } from "../typed";

export class InvalidPushAccount extends Refusal {
  constructor() {
    super(
      400,
      "badRequest",
      "You have passed an invalid argument to the service (argument=PushConfig::oidc_token::service_account_email).",
    );
  }
}

export const pushAccount: Rule = {
  name: "push-account",
  demands: "The account of a push subscription exists, in the subscription's project.",
  answer:
    "400: You have passed an invalid argument to the service (argument=PushConfig::oidc_token::service_account_email).",
  sources: [
    "hashicorp/terraform#30389 (the words; which of its reasons they had there is not told)",
    'https://cloud.google.com/pubsub/docs/push ("This service account must be in the same project as the push subscription")',
  ],
  types: ["gcp:pubsub/subscription:Subscription"],
  before: ["create", "update"],
  check({ inputs, project, world }) {
    const email = textOf(objectOf(objectOf(inputs.pushConfig).oidcToken).serviceAccountEmail);
    if (email === undefined) return;
    const home = /@([^.]+)\.iam\.gserviceaccount\.com$/.exec(email)?.[1];
    const elsewhere = home !== undefined && home !== project && !home.startsWith("gcp-sa-");
    if (elsewhere || isMissing(world, project, email)) throw new InvalidPushAccount();
  },
};
