import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./sql-queries-seen";

export default cases(policy, {
  passing: [{ title: "has it on", props: { settings: { insightsConfig: { queryInsightsEnabled: true } } } }],
  failing: [
    { title: "says nothing", props: { settings: {} }, at: ["settings.insightsConfig.queryInsightsEnabled"] },
    {
      title: "has it off",
      props: { settings: { insightsConfig: { queryInsightsEnabled: false } } },
      at: ["settings.insightsConfig.queryInsightsEnabled"],
    },
  ],
  unknown: [{ title: "takes it from elsewhere", props: { settings: { insightsConfig: Unknown } } }],
});
