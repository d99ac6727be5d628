import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./sql-disk-grows";

export default cases(policy, {
  passing: [
    { title: "leaves the default", props: { settings: { tier: "db-f1-micro" } } },
    {
      title: "grows within a bound",
      props: { settings: { diskAutoresize: true, diskSize: 10, diskAutoresizeLimit: 100 } },
    },
  ],
  failing: [
    {
      title: "has a disk of one size",
      props: { settings: { diskAutoresize: false, diskSize: 10 } },
      at: ["settings.diskAutoresize"],
    },
    {
      title: "has a bound that it has nearly reached",
      props: { settings: { diskSize: 100, diskAutoresizeLimit: 101 } },
      at: ["settings.diskAutoresizeLimit"],
    },
    {
      title: "has a bound next to the size that it begins with",
      props: { settings: { diskAutoresizeLimit: 11 } },
      at: ["settings.diskAutoresizeLimit"],
    },
  ],
  unknown: [
    { title: "takes it from a new resource", props: { settings: { diskAutoresize: Unknown } } },
    { title: "takes its bound from a new resource", props: { settings: { diskAutoresizeLimit: Unknown } } },
  ],
});
