import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./recorded-whole";

const into = (more: Record<string, Value>): Props => ({
  topic: "pulls",
  bigqueryConfig: { table: "example.events.pulls", useTableSchema: true, ...more },
});

export default cases(policy, {
  passing: [
    { title: "takes the whole of it or nothing", props: into({}) },
    { title: "says so", props: into({ dropUnknownFields: false }) },
  ],
  failing: [
    {
      title: "was to get over a deployment in the wrong order",
      props: into({ dropUnknownFields: true }),
      at: ["bigqueryConfig.dropUnknownFields"],
    },
  ],
  unknown: [{ title: "takes it from a new resource", props: into({ dropUnknownFields: Unknown }) }],
  notApplicable: [
    { title: "pushes to a service", props: { topic: "pulls", pushConfig: { pushEndpoint: "https://a" } } },
  ],
});
