import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./iap-visitors-only-visit";

const grant = (role: Value, member: Value = "user:ada@example.dev"): { type: string; props: Props } => ({
  type: "gcp:iap/webCloudRunServiceIamMember:WebCloudRunServiceIamMember",
  props: { cloudRunServiceName: "registry", role, member },
});

export default cases(policy, {
  passing: [{ title: "lets somebody in", ...grant("roles/iap.httpsResourceAccessor") }],
  failing: [{ title: "lets somebody decide who comes in", ...grant("roles/iap.admin"), at: ["member"] }],
  unknown: [
    { title: "has a role that is not known yet", ...grant(Unknown) },
    { title: "is for whoever is made with it", ...grant("roles/iap.admin", Unknown) },
  ],
});
