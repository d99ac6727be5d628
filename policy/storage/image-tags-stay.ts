import { policy } from "../policy";
import { judgeSetting } from "../settings";

export default policy({
  name: "image-tags-stay",
  refuses: "a repository in which a tag can be moved to another image",
  because: "what was scanned and signed under a name need not be what the name means tomorrow",
  fix: "set dockerConfig.immutableTags to true",
  severity: "medium",
  applies: "gcp:artifactregistry/repository:Repository",
  check({ props }, report) {
    judgeSetting(props, { path: "dockerConfig.immutableTags", allowed: [true], omitted: "which means false" }, report);
  },
});
