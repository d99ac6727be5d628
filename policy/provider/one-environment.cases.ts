import { type CaseResource, stackCases } from "../cases";
import { type Props, Unknown } from "../values";
import policy from "./one-environment";

const topic = (name: string, more: Partial<CaseResource> = {}): CaseResource => ({
  type: "gcp:pubsub/topic:Topic",
  name,
  provider: "environment-gcp",
  props: { project: "example-dev" },
  ...more,
});

export default stackCases(policy, {
  passing: [
    { title: "is all in one project, by one provider", stack: [topic("a"), topic("b"), topic("c", { props: {} })] },
    {
      title: "has the same labels wherever there are any",
      stack: [
        topic("a", { props: { effectiveLabels: { environment: "production", team: "core" } } }),
        topic("b", { props: { effectiveLabels: { environment: "production" } } }),
        topic("c", { props: {} }),
      ],
    },
    {
      title: "has no labels of an environment at all",
      stack: [
        topic("a", { props: { effectiveLabels: { team: "core" } } }),
        topic("b", { props: { effectiveLabels: {} } }),
      ],
    },
  ],
  failing: [
    {
      title: "is divided between two projects",
      stack: [topic("a"), topic("b", { props: { project: "example-shared" } })],
      at: ["project", "project"],
    },
    {
      title: "has a resource that says it belongs to production",
      stack: ["developer", "developer", "production"].map((environment, index) =>
        topic(`topic-${index}`, { props: { effectiveLabels: { environment } } }),
      ),
      at: ["labels.environment"],
    },
    {
      title: "has a resource that nobody owns",
      stack: [{ owner: "ada" }, { owner: "ada" }, {} as Props].map((effectiveLabels, index) =>
        topic(`topic-${index}`, { props: { effectiveLabels } }),
      ),
      at: ["labels.owner"],
    },
    {
      title: "has a resource in another project",
      stack: [topic("a"), topic("b"), topic("c", { props: { project: "example-shared" } })],
      at: ["project"],
    },
    {
      title: "has a resource by another provider",
      stack: [topic("a"), topic("b"), topic("c", { provider: "other" })],
      at: ["provider"],
    },
  ],
  unknown: [
    {
      title: "has labels that are not known yet",
      stack: [topic("a"), topic("b", { props: { effectiveLabels: Unknown } })],
    },
    { title: "has a project that is not known yet", stack: [topic("a"), topic("b", { props: { project: Unknown } })] },
  ],
});
