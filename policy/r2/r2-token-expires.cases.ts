import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./r2-token-expires";

const type = "cloudflare:index/accountToken:AccountToken";
const at = ["expiresOn"];

export default cases(policy, {
  passing: [
    { title: "ends in half a year", type, props: { expiresOn: "2027-05-28T00:00:00Z" } },
    { title: "ends in a year", type, props: { expiresOn: "2027-11-28T00:00:00Z" } },
    { title: "has ended", type, props: { expiresOn: "2026-01-01T00:00:00Z" } },
  ],
  failing: [
    { title: "never ends", type, props: { name: "registry" }, at },
    { title: "ends in two years", type, props: { expiresOn: "2028-11-28T00:00:00Z" }, at },
    {
      title: "never ends, of a person's own",
      type: "cloudflare:index/apiToken:ApiToken",
      props: { name: "registry", expiresOn: "" },
      at,
    },
    { title: "ends on a day that there is not", type, props: { expiresOn: "in half a year" }, at },
  ],
  unknown: [{ title: "takes its end from a new resource", type, props: { expiresOn: Unknown } }],
});
