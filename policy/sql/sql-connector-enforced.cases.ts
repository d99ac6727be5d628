import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./sql-connector-enforced";

const at = ["settings.connectorEnforcement"];

export default cases(policy, {
  passing: [{ title: "asks for a connector", props: { settings: { connectorEnforcement: "REQUIRED" } } }],
  failing: [
    { title: "leaves it out", props: { settings: {} }, at },
    { title: "asks for none", props: { settings: { connectorEnforcement: "NOT_REQUIRED" } }, at },
    {
      title: "leaves it out on a replica",
      props: { masterInstanceName: "catalog", settings: { tier: "db-custom-1-3840" } },
      at,
    },
  ],
  unknown: [{ title: "takes it from a new resource", props: { settings: { connectorEnforcement: Unknown } } }],
});
