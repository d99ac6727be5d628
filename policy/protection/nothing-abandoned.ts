import { policy } from "../policy";
import { Unknown } from "../values";

/** Nearly every type of Google's has the property. */
export default policy({
  name: "nothing-abandoned",
  refuses: "a resource that is left behind when it is deleted here",
  because:
    "it goes on where no program knows of it: an instance is paid for, a login still logs in, a token still opens, and the " +
    "next update collides with the name",
  fix:
    "leave deletionPolicy at DELETE, or set it to PREVENT; what may not go is given protect: true, and a login that owns " +
    "nothing can be deleted (Flotilla's are members of a role that owns)",
  severity: "medium",
  applies: (type) => type.startsWith("gcp:"),
  check({ props: { deletionPolicy } }, { violation, unknown }) {
    if (deletionPolicy === Unknown) unknown("deletionPolicy");
    else if (deletionPolicy === "ABANDON") violation("deletionPolicy", "is ABANDON");
  },
});
