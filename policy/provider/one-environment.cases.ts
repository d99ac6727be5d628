import { type CaseResource, stackCases } from "../cases";
import { Unknown } from "../values";
import policy from "./one-environment";

const topic = (name: string, more: Partial<CaseResource> = {}): CaseResource => ({
  type: "gcp:pubsub/topic:Topic",
  name,
  provider: "environment-gcp",
  props: { project: "example-dev" },
  ...more,
});

const labelled = (environment: string): Partial<CaseResource> => ({ props: { effectiveLabels: { environment } } });

export default stackCases(policy, {
  passing: [
    { title: "is all in one project, by one provider", stack: [topic("a"), topic("b"), topic("c", { props: {} })] },
  ],
  failing: [
    {
      title: "has a resource in another project",
      stack: [topic("a"), topic("b"), topic("c", { props: { project: "example-shared" } })],
      at: ["project"],
    },
    {
      title: "has a resource with the label of another environment",
      stack: [
        topic("a", labelled("production")),
        topic("b", labelled("production")),
        topic("c", { props: { labels: { environment: "staging" }, effectiveLabels: { environment: "staging" } } }),
      ],
      at: ["labels.environment"],
    },
    {
      title: "has a resource by another provider",
      stack: [topic("a"), topic("b"), topic("c", { provider: "other" })],
      at: ["provider"],
    },
  ],
  unknown: [
    { title: "has labels that are not known yet", stack: [topic("a", { props: { effectiveLabels: Unknown } })] },
    { title: "has a project that is not known yet", stack: [topic("a"), topic("b", { props: { project: Unknown } })] },
  ],
});
