import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./sql-machine-of-its-own";

export default cases(policy, {
  passing: [{ title: "has two cores", props: { settings: { tier: "db-custom-2-7680" } } }],
  failing: [
    { title: "was copied from a developer's", props: { settings: { tier: "db-f1-micro" } }, at: ["settings.tier"] },
    {
      title: "is a replica on less than its primary",
      props: { masterInstanceName: "catalog", settings: { tier: "db-g1-small" } },
      at: ["settings.tier"],
    },
  ],
  unknown: [{ title: "takes it from a new resource", props: { settings: { tier: Unknown } } }],
});
