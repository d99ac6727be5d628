import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./no-whole-domain";

const grant = (member: Value): { type: string; props: Props } => ({
  type: "gcp:cloudrunv2/serviceIamMember:ServiceIamMember",
  props: { name: "registry", role: "roles/run.invoker", member },
});

export default cases(policy, {
  passing: [{ title: "is for a group", ...grant("group:ops@example.dev") }],
  failing: [
    { title: "is for a whole company", ...grant("domain:example.dev"), at: ["member"] },
    {
      title: "is for a whole company among others",
      type: "gcp:projects/iAMBinding:IAMBinding",
      props: { role: "roles/cloudtrace.user", members: ["group:ops@example.dev", "domain:example.dev"] },
      at: ["members[1]"],
    },
  ],
  unknown: [{ title: "is for whoever is made with it", ...grant(Unknown) }],
});
