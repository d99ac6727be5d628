import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./sql-highly-available";

const at = ["settings.availabilityType"];

export default cases(policy, {
  passing: [{ title: "has a standby", props: { settings: { availabilityType: "REGIONAL" } } }],
  failing: [
    { title: "lives in one zone by omission", props: { settings: { tier: "db-custom-2-7680" } }, at },
    { title: "lives in one zone", props: { settings: { availabilityType: "ZONAL" } }, at },
  ],
  unknown: [
    { title: "takes it from a new resource", props: { settings: { availabilityType: Unknown } } },
    {
      title: "may be a replica of a new instance",
      props: { masterInstanceName: Unknown, settings: { availabilityType: "ZONAL" } },
    },
  ],
  notApplicable: [
    { title: "is a replica", props: { masterInstanceName: "catalog", settings: { availabilityType: "ZONAL" } } },
  ],
});
