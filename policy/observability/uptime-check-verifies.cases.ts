import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./uptime-check-verifies";

export default cases(policy, {
  passing: [
    { title: "asks as a browser would", props: { httpCheck: { path: "/v2/", useSsl: true, validateSsl: true } } },
  ],
  failing: [
    {
      title: "leaves both out",
      props: { httpCheck: { path: "/v2/" } },
      at: ["httpCheck.useSsl", "httpCheck.validateSsl"],
    },
    {
      title: "takes any certificate",
      props: { httpCheck: { useSsl: true, validateSsl: false } },
      at: ["httpCheck.validateSsl"],
    },
  ],
  unknown: [{ title: "takes it from a new resource", props: { httpCheck: { useSsl: true, validateSsl: Unknown } } }],
  notApplicable: [{ title: "asks a port", props: { tcpCheck: { port: 443 } } }],
});
