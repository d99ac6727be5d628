import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./sql-deletion-protection";

export default cases(policy, {
  passing: [
    { title: "has both", props: { deletionProtection: true, settings: { deletionProtectionEnabled: true } } },
    { title: "leaves the provider's at its default", props: { settings: { deletionProtectionEnabled: true } } },
  ],
  failing: [
    {
      title: "leaves out the cloud's own",
      props: { deletionProtection: true, settings: {} },
      at: ["settings.deletionProtectionEnabled"],
    },
    {
      title: "has the provider's switched off",
      props: { deletionProtection: false, settings: { deletionProtectionEnabled: true } },
      at: ["deletionProtection"],
    },
    {
      title: "has both switched off",
      props: { deletionProtection: false, settings: { deletionProtectionEnabled: false } },
      at: ["deletionProtection", "settings.deletionProtectionEnabled"],
    },
  ],
  unknown: [
    { title: "takes it from a new resource", props: { settings: { deletionProtectionEnabled: Unknown } } },
    { title: "may be a replica of a new instance", props: { masterInstanceName: Unknown, deletionProtection: false } },
  ],
  notApplicable: [{ title: "is a replica", props: { masterInstanceName: "catalog", deletionProtection: false } }],
});
