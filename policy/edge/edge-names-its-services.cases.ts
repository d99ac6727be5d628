import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./edge-names-its-services";

export default cases(policy, {
  passing: [{ title: "names one", props: { region: "europe-west1", cloudRun: { service: "registry" } } }],
  failing: [
    {
      title: "takes it from the host",
      props: { region: "europe-west1", cloudRun: { urlMask: "<service>.example.dev" } },
      at: ["cloudRun.urlMask"],
    },
    {
      title: "takes it from the path",
      props: { cloudFunction: { urlMask: "example.dev/<function>" } },
      at: ["cloudFunction.urlMask"],
    },
  ],
  unknown: [{ title: "takes it from a new resource", props: { cloudRun: { urlMask: Unknown } } }],
});
