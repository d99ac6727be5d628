import { type CaseResource, stackCases } from "../cases";
import { type Props, Unknown } from "../values";
import policy from "./pubsub-topic-shaped";

const topic = (more: Props = {}): CaseResource => ({
  type: "gcp:pubsub/topic:Topic",
  name: "pulls",
  props: { name: "pulls", ...more },
});

const forwards = (deadLetterTopic: Props["x"], madeFrom: string[] = []): CaseResource => ({
  type: "gcp:pubsub/subscription:Subscription",
  props: { topic: "pushes", deadLetterPolicy: { deadLetterTopic } },
  madeFrom: { deadLetterPolicy: madeFrom },
});

const at = ["schemaSettings"];
const udf = { javascriptUdf: { functionName: "toEvent", code: "function toEvent() {}" } };

export default stackCases(policy, {
  passing: [
    { title: "has a schema", stack: [topic({ schemaSettings: { schema: "projects/example/schemas/pulls" } })] },
    { title: "has a schema made in this run", stack: [topic({ schemaSettings: { schema: Unknown } })] },
    { title: "transforms what it takes", stack: [topic({ messageTransforms: [udf] })] },
    { title: "takes dead letters", stack: [topic(), forwards("projects/example/topics/pulls")] },
    {
      title: "takes dead letters, and has no name yet",
      stack: [topic({ name: Unknown }), forwards(Unknown, ["pulls"])],
    },
  ],
  failing: [
    { title: "takes anything", stack: [topic()], at },
    { title: "takes anything, beside a topic for dead letters", stack: [topic(), forwards("dead")], at },
    { title: "transforms nothing", stack: [topic({ messageTransforms: [] })], at },
  ],
  unknown: [{ title: "may be for dead letters", stack: [topic(), forwards(Unknown)] }],
  notApplicable: [{ title: "is a bucket", stack: [{ type: "gcp:storage/bucket:Bucket", props: {} }] }],
});
