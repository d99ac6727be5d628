import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./image-tags-stay";

export default cases(policy, {
  passing: [{ title: "lets no tag move", props: { format: "DOCKER", dockerConfig: { immutableTags: true } } }],
  failing: [
    { title: "says nothing", props: { format: "DOCKER" }, at: ["dockerConfig.immutableTags"] },
    {
      title: "lets them",
      props: { format: "docker", dockerConfig: { immutableTags: false } },
      at: ["dockerConfig.immutableTags"],
    },
  ],
  unknown: [
    { title: "takes it from a new resource", props: { format: "DOCKER", dockerConfig: { immutableTags: Unknown } } },
    { title: "may hold something else", props: { format: Unknown } },
    { title: "may hold nothing of its own", props: { format: "DOCKER", mode: Unknown } },
  ],
  notApplicable: [
    { title: "holds packages of npm", props: { format: "NPM" } },
    { title: "mirrors another", props: { format: "DOCKER", mode: "REMOTE_REPOSITORY" } },
  ],
});
