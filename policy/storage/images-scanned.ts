import { policy } from "../policy";
import { judgeSetting, tentative } from "../settings";
import { Unknown } from "../values";
import { holdsImages, repository } from "./repositories";

export default policy({
  name: "images-scanned",
  refuses: "a repository whose images nobody scans",
  because: "a hole that the whole world knows then runs on, and no list tells that it does",
  fix: "leave vulnerabilityScanningConfig out, or set enablementConfig to INHERITED: scanning is then as the project has it",
  severity: "medium",
  applies: repository,
  check({ props }, report) {
    const holds = holdsImages(props);
    if (holds === false) return "not applicable";
    const judged = holds === Unknown ? tentative(report) : report;
    judgeSetting(props, { path: "vulnerabilityScanningConfig.enablementConfig", allowed: ["INHERITED"] }, judged);
    return undefined;
  },
});
