/** Grants on topics and subscriptions, and what they give to Pub/Sub itself. */
import { grantsIn } from "../identity/bindings";
import { every, some } from "../known";
import type { Props } from "../values";
import { type Known, Unknown } from "../values";

export const onTopic = /^gcp:pubsub\/topicIAM(Member|Binding|Policy):/;
export const onSubscription = /^gcp:pubsub\/subscriptionIAM(Member|Binding|Policy):/;

/** Whether Pub/Sub's own agent gets a role of which the question is answered with yes. */
export function givesAgent(props: Props, answers: (role: string) => boolean): Known {
  return some(
    grantsIn(props).map(({ role, member }) =>
      every(
        role === Unknown ? Unknown : answers(String(role)),
        member === Unknown ? Unknown : /@gcp-sa-pubsub\.iam\.gserviceaccount\.com$/.test(String(member)),
      ),
    ),
  );
}
