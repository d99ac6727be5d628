import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./pubsub-regions-chosen";

export default cases(policy, {
  passing: [
    { title: "names its regions", props: { messageStoragePolicy: { allowedPersistenceRegions: ["europe-west1"] } } },
  ],
  failing: [
    { title: "says nothing", props: { name: "t" }, at: ["messageStoragePolicy.allowedPersistenceRegions"] },
    {
      title: "names none",
      props: { messageStoragePolicy: { allowedPersistenceRegions: [] } },
      at: ["messageStoragePolicy.allowedPersistenceRegions"],
    },
  ],
  unknown: [{ title: "takes it from elsewhere", props: { messageStoragePolicy: Unknown } }],
});
