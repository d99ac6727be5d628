import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./run-no-breakglass";

const type = "gcp:cloudrunv2/service:Service";

export default cases(policy, {
  passing: [
    { title: "asks for what the project allows", type, props: { binaryAuthorization: { useDefault: true } } },
    { title: "says nothing of it", type, props: { location: "europe-west1" } },
  ],
  failing: [
    {
      title: "is deployed past the rules since the last emergency",
      type,
      props: { binaryAuthorization: { useDefault: true, breakglassJustification: "registry is down" } },
      at: ["binaryAuthorization.breakglassJustification"],
    },
  ],
  unknown: [
    {
      title: "takes it from a new resource",
      type: "gcp:cloudrunv2/job:Job",
      props: { binaryAuthorization: { breakglassJustification: Unknown } },
    },
  ],
});
