import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./sql-maintenance-planned";

const on = (maintenanceWindow: Value): Props => ({ settings: { maintenanceWindow } });
const [day, hour] = ["settings.maintenanceWindow.day", "settings.maintenanceWindow.hour"];

export default cases(policy, {
  passing: [
    { title: "has a night", props: on({ day: 7, hour: 3 }) },
    { title: "has midnight", props: on({ day: 1, hour: 0, updateTrack: "stable" }) },
  ],
  failing: [
    { title: "says nothing", props: { settings: { tier: "db-f1-micro" } }, at: [day, hour] },
    { title: "says which track, and not when", props: on({ updateTrack: "stable" }), at: [day, hour] },
    { title: "says the day alone", props: on({ day: 7 }), at: [hour] },
  ],
  unknown: [
    { title: "takes the hour from a new resource", props: on({ day: 7, hour: Unknown }) },
    { title: "may be a replica of a new instance", props: { masterInstanceName: Unknown } },
  ],
  notApplicable: [{ title: "is a replica", props: { masterInstanceName: "catalog" } }],
});
