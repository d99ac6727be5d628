import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./dns-signed";

export default cases(policy, {
  passing: [{ title: "signs", props: { dnssecConfig: { state: "on" } } }],
  failing: [
    { title: "is public by omission and says nothing", props: { dnsName: "example.dev." }, at: ["dnssecConfig.state"] },
    {
      title: "switches it off",
      props: { visibility: "public", dnssecConfig: { state: "off" } },
      at: ["dnssecConfig.state"],
    },
  ],
  unknown: [{ title: "may be private", props: { visibility: Unknown } }],
  notApplicable: [{ title: "is for a network alone", props: { visibility: "private" } }],
});
