import { policy } from "../policy";
import { judgeSetting, tentative } from "../settings";
import { Unknown } from "../values";
import { holdsImages, repository } from "./repositories";

export default policy({
  name: "image-tags-stay",
  refuses: "a repository in which a tag can be moved to another image",
  because: "what was scanned and signed under a name need not be what the name means tomorrow",
  fix: "set dockerConfig.immutableTags to true",
  severity: "medium",
  applies: repository,
  check({ props }, report) {
    const holds = holdsImages(props);
    if (holds === false) return "not applicable";
    const path = "dockerConfig.immutableTags";
    const judged = holds === Unknown ? tentative(report) : report;
    judgeSetting(props, { path, allowed: [true], omitted: "which means false" }, judged);
    return undefined;
  },
});
