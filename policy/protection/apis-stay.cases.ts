import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./apis-stay";

const service = "run.googleapis.com";

export default cases(policy, {
  passing: [
    { title: "stays on", props: { service, disableOnDestroy: false } },
    { title: "says nothing", props: { service } },
  ],
  failing: [
    { title: "is switched off by a teardown", props: { service, disableOnDestroy: true }, at: ["disableOnDestroy"] },
    {
      title: "takes along what needs it",
      props: { service, disableOnDestroy: false, disableDependentServices: true },
      at: ["disableDependentServices"],
    },
  ],
  unknown: [{ title: "takes it from a new resource", props: { service, disableOnDestroy: Unknown } }],
});
