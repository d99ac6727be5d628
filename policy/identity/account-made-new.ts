import { policy } from "../policy";
import { Unknown } from "../values";

export default policy({
  name: "account-made-new",
  refuses: "a service account that is taken over where there is one of its name",
  because:
    "whatever was granted to that account, and whoever holds a key of it, comes along, and a later destroy takes it away from " +
    "whoever made it",
  fix: "leave createIgnoreAlreadyExists out; import the account that is meant (pulumi import), or give this one another accountId",
  severity: "high",
  applies: "gcp:serviceaccount/account:Account",
  check({ props: { createIgnoreAlreadyExists: takesOver } }, { violation, unknown }) {
    if (takesOver === Unknown) unknown("createIgnoreAlreadyExists");
    else if (takesOver === true) violation("createIgnoreAlreadyExists", "is true");
  },
});
