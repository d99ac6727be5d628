import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./network-firewall-closed";

export default cases(policy, {
  passing: [
    {
      title: "lets the identity proxy in",
      props: { allows: [{ protocol: "tcp", ports: ["22"] }], sourceRanges: ["35.235.240.0/20"] },
    },
  ],
  failing: [
    {
      title: "opens SSH to everyone for a day",
      props: { allows: [{ protocol: "tcp", ports: ["22"] }], sourceRanges: ["0.0.0.0/0"] },
      at: ["sourceRanges[0]"],
    },
    {
      title: "opens all over IPv6",
      props: { direction: "INGRESS", allows: [{ protocol: "all" }], sourceRanges: ["10.0.0.0/8", "::/0"] },
      at: ["sourceRanges[1]"],
    },
  ],
  unknown: [
    { title: "takes a range from a new resource", props: { allows: [{ protocol: "tcp" }], sourceRanges: [Unknown] } },
  ],
  notApplicable: [
    { title: "is about what goes out", props: { direction: "EGRESS", allows: [{ protocol: "all" }] } },
    { title: "denies", props: { denies: [{ protocol: "all" }], sourceRanges: ["0.0.0.0/0"] } },
  ],
});
