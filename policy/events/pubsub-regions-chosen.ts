import { policy } from "../policy";
import { at, Unknown } from "../values";
import { topic } from "./things";

export default policy({
  name: "pubsub-regions-chosen",
  refuses: "a topic whose messages may be kept anywhere",
  because: "a message rests in the region it was published in, and where that is decides who may lawfully hold it",
  fix: "set messageStoragePolicy.allowedPersistenceRegions (Flotilla's event types name the environment's regions)",
  severity: "medium",
  applies: topic,
  check({ props }, { violation, unknown }) {
    const regions = at(props.messageStoragePolicy, "allowedPersistenceRegions");
    const path = "messageStoragePolicy.allowedPersistenceRegions";
    if (regions === Unknown) unknown(path);
    else if (!Array.isArray(regions) || regions.length === 0) violation(path, "names no region");
  },
});
