import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./dns-signed";

const signed = (...algorithms: Value[]): Props => ({
  dnssecConfig: {
    state: "on",
    defaultKeySpecs: algorithms.map((algorithm) => ({ keyType: "keySigning", keyLength: 2048, algorithm })),
  },
});

export default cases(policy, {
  passing: [
    { title: "signs", props: { dnssecConfig: { state: "on" } } },
    { title: "signs with an algorithm of today", props: signed("ecdsap256sha256", "rsasha256") },
  ],
  failing: [
    { title: "is public by omission and says nothing", props: { dnsName: "example.dev." }, at: ["dnssecConfig.state"] },
    {
      title: "switches it off",
      props: { visibility: "public", dnssecConfig: { state: "off" } },
      at: ["dnssecConfig.state"],
    },
    {
      title: "signs with SHA-1, as an old example has it",
      props: signed("rsasha256", "rsasha1"),
      at: ["dnssecConfig.defaultKeySpecs[1].algorithm"],
    },
  ],
  unknown: [
    { title: "may be private", props: { visibility: Unknown } },
    { title: "takes its algorithm from a new resource", props: signed(Unknown) },
  ],
  notApplicable: [{ title: "is for a network alone", props: { visibility: "private" } }],
});
