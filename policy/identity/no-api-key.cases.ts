import { cases } from "../cases";
import policy from "./no-api-key";

export default cases(policy, {
  passing: "an API key is one, whatever it is restricted to",
  failing: [
    { title: "was made to try an API out", props: { name: "maps" }, at: ["name"] },
    {
      title: "is for one API",
      props: { name: "maps", restrictions: { apiTargets: [{ service: "maps-backend.googleapis.com" }] } },
      at: ["name"],
    },
  ],
  unknown: "an API key is one, whatever of it is known",
});
