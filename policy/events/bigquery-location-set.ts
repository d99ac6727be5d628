import { policy } from "../policy";
import { isSet } from "../settings";
import { Unknown } from "../values";
import { dataset } from "./things";

export default policy({
  name: "bigquery-location-set",
  refuses: "a data set whose place nobody has chosen",
  because: "it is then somewhere in the United States, whatever else is in Europe, and a data set never moves",
  fix: "set location to the region of what it keeps (Flotilla: the environment's home)",
  severity: "medium",
  applies: dataset,
  check({ props }, { violation, unknown }) {
    if (props.location === Unknown) unknown("location");
    else if (!isSet(props.location)) violation("location", "is not set, which means US");
  },
});
