import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./recorded-whole";

const into = (more: Record<string, Value>): Props => ({
  topic: "pulls",
  bigqueryConfig: { table: "example.events.pulls", useTableSchema: true, writeMetadata: true, ...more },
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
    {
      title: "writes what was published, and not when",
      props: { topic: "pulls", bigqueryConfig: { table: "example.events.pulls", useTableSchema: true } },
      at: ["bigqueryConfig.writeMetadata"],
    },
    {
      title: "was to have fewer columns",
      props: into({ writeMetadata: false }),
      at: ["bigqueryConfig.writeMetadata"],
    },
  ],
  unknown: [{ title: "takes it from a new resource", props: into({ dropUnknownFields: Unknown }) }],
  notApplicable: [
    { title: "pushes to a service", props: { topic: "pulls", pushConfig: { pushEndpoint: "https://a" } } },
  ],
});
