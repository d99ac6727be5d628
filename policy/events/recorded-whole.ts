import { policy } from "../policy";
import { judgeSetting } from "../settings";
import { subscription } from "./things";

export default policy({
  name: "recorded-whole",
  refuses: "a subscription that drops what its table has no column for, or when and as what it was published",
  because: "what is dropped is lost, event by event, and every message counts as delivered",
  fix:
    "set writeMetadata to true, and leave dropUnknownFields out, so that such a message is delivered again and then kept among the dead letters, and add " +
    "the column before the field (Flotilla: new Recorder(…) does both)",
  severity: "high",
  applies: subscription,
  check({ props }, report) {
    if (props.bigqueryConfig === undefined) return "not applicable";
    judgeSetting(props, { path: "bigqueryConfig.dropUnknownFields", allowed: [false] }, report);
    judgeSetting(
      props,
      {
        path: "bigqueryConfig.writeMetadata",
        allowed: [true],
        omitted: "so nobody knows when an event was published, or which came twice",
      },
      report,
    );
    return undefined;
  },
});
