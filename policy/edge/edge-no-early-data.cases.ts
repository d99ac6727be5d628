import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./edge-no-early-data";

export default cases(policy, {
  passing: [
    { title: "says nothing of it", props: { urlMap: "edge" } },
    { title: "takes what changes nothing", props: { tlsEarlyData: "STRICT" } },
  ],
  failing: [
    { title: "takes everything, for speed", props: { tlsEarlyData: "UNRESTRICTED" }, at: ["tlsEarlyData"] },
    { title: "takes queries, which may sign somebody in", props: { tlsEarlyData: "PERMISSIVE" }, at: ["tlsEarlyData"] },
  ],
  unknown: [{ title: "takes it from a new resource", props: { tlsEarlyData: Unknown } }],
});
