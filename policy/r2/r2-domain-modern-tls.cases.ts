import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./r2-domain-modern-tls";

const at = ["minTls"];

export default cases(policy, {
  passing: [
    { title: "begins at TLS 1.2", props: { domain: "layers.example.dev", enabled: true, minTls: "1.2" } },
    { title: "begins at TLS 1.3", props: { minTls: "1.3" } },
  ],
  failing: [
    { title: "leaves it out", props: { domain: "layers.example.dev", enabled: true }, at },
    { title: "allows TLS 1.1", props: { minTls: "1.1" }, at },
  ],
  unknown: [{ title: "takes it from a new resource", props: { minTls: Unknown } }],
});
