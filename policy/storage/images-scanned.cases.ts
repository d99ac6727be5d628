import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./images-scanned";

const scanned = (enablementConfig: Value, more: Props = {}): Props => ({
  format: "DOCKER",
  vulnerabilityScanningConfig: { enablementConfig },
  ...more,
});

export default cases(policy, {
  passing: [
    { title: "is scanned as the project has it, by omission", props: { format: "DOCKER" } },
    { title: "says so", props: scanned("INHERITED") },
  ],
  failing: [
    {
      title: "was too dear to scan for a month",
      props: scanned("DISABLED"),
      at: ["vulnerabilityScanningConfig.enablementConfig"],
    },
  ],
  unknown: [
    { title: "takes it from a new resource", props: scanned(Unknown) },
    { title: "may hold something else", props: scanned("DISABLED", { format: Unknown }) },
  ],
  notApplicable: [{ title: "holds packages of npm", props: { format: "NPM" } }],
});
