import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./run-job-ends";

export default cases(policy, {
  passing: [
    { title: "leaves it to the defaults", props: { template: { template: {} } } },
    { title: "ends within a day", props: { template: { template: { timeout: "86400s", maxRetries: 10 } } } },
    { title: "is tried once", props: { template: { template: { timeout: "600s", maxRetries: 0 } } } },
  ],
  failing: [
    {
      title: "may go on for a week",
      props: { template: { template: { timeout: "604800s" } } },
      at: ["template.template.timeout"],
    },
    {
      title: "is tried a hundred times",
      props: { template: { template: { maxRetries: 100 } } },
      at: ["template.template.maxRetries"],
    },
  ],
  unknown: [
    { title: "takes the timeout from a new resource", props: { template: { template: { timeout: Unknown } } } },
    { title: "takes the retries from a new resource", props: { template: { template: { maxRetries: Unknown } } } },
  ],
});
