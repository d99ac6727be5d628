import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./dns-private-zone-seen";

const zone = (privateVisibilityConfig: Value): Props => ({
  dnsName: "run.app.",
  visibility: "private",
  privateVisibilityConfig,
});
const at = ["privateVisibilityConfig"];

export default cases(policy, {
  passing: [
    { title: "is asked by a network", props: zone({ networks: [{ networkUrl: "projects/p/global/networks/main" }] }) },
    { title: "is asked by one made in this run", props: zone({ networks: [Unknown] }) },
  ],
  failing: [
    { title: "says nothing", props: { dnsName: "run.app.", visibility: "private" }, at },
    { title: "lost its last network", props: zone({ networks: [] }), at },
  ],
  unknown: [
    { title: "takes its networks from elsewhere", props: zone({ networks: Unknown }) },
    { title: "may be public", props: { dnsName: "run.app.", visibility: Unknown } },
  ],
  notApplicable: [{ title: "is public", props: { dnsName: "example.dev." } }],
});
