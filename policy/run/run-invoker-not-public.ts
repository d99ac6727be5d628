import { policy, type Report } from "../policy";
import { leaves, type Props, Unknown } from "../values";
import { ingressInWords, isPublicOnPurpose, isReachedByAll, publicBecause, service } from "./exposure";

const iam = [
  "gcp:cloudrun/iamBinding:IamBinding",
  "gcp:cloudrun/iamMember:IamMember",
  "gcp:cloudrun/iamPolicy:IamPolicy",
  "gcp:cloudrunv2/serviceIamBinding:ServiceIamBinding",
  "gcp:cloudrunv2/serviceIamMember:ServiceIamMember",
  "gcp:cloudrunv2/serviceIamPolicy:ServiceIamPolicy",
];

export default policy({
  name: "run-invoker-not-public",
  refuses: "a Cloud Run service that anyone may call",
  because: "a grant to everyone outlives the day it was needed, and no review of the service itself shows it",
  fix:
    "grant roles/run.invoker to the callers' own service accounts; for a service that is public on purpose set " +
    `invokerIamDisabled together with the annotation ${publicBecause} (Flotilla: exposure: Anyone.because("…"))`,
  severity: "high",
  same: ["checkov:CKV_GCP_102"],
  applies: [service, ...iam],
  check({ type, props }, report) {
    if (type === service) judgeService(props, report);
    else judgeMembers(props, report);
  },
});

function judgeService(props: Props, { violation, unknown }: Report): void {
  const reached = isReachedByAll(props);
  const onPurpose = isPublicOnPurpose(props);
  const disabled = props.invokerIamDisabled;
  if (disabled === undefined || disabled === false || reached === false || onPurpose === true) return;
  if (disabled === Unknown) unknown("invokerIamDisabled");
  else if (reached === Unknown) unknown("ingress");
  else if (onPurpose === Unknown) unknown(`annotations["${publicBecause}"]`);
  else violation("invokerIamDisabled", `is true and ingress ${ingressInWords(props)}, so nothing asks who calls`);
}

function judgeMembers(props: Props, { violation, unknown }: Report): void {
  for (const property of ["member", "members", "policyData"])
    for (const { path, value } of leaves(props[property] ?? [], property)) {
      if (value === Unknown) unknown(path);
      else if (typeof value === "string") {
        const everyone = /\ball(Authenticated)?Users\b/.exec(value)?.[0];
        if (everyone !== undefined) violation(path, `names ${everyone}`);
      }
    }
}
