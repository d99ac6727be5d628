import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./sql-disk-grows";

export default cases(policy, {
  passing: [
    { title: "leaves the default", props: { settings: { tier: "db-f1-micro" } } },
    { title: "grows within a bound", props: { settings: { diskAutoresize: true, diskAutoresizeLimit: 100 } } },
  ],
  failing: [
    {
      title: "has a disk of one size",
      props: { settings: { diskAutoresize: false, diskSize: 10 } },
      at: ["settings.diskAutoresize"],
    },
  ],
  unknown: [{ title: "takes it from a new resource", props: { settings: { diskAutoresize: Unknown } } }],
});
