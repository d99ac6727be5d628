import { refuseEveryone } from "../identity/bindings";
import { policy, type Report } from "../policy";
import { type Props, Unknown } from "../values";
import { ingressInWords, isPublicOnPurpose, publicBecause, reasonInWords, service } from "./exposure";

const iam = [
  "gcp:cloudrun/iamBinding:IamBinding",
  "gcp:cloudrun/iamMember:IamMember",
  "gcp:cloudrun/iamPolicy:IamPolicy",
  "gcp:cloudrunv2/serviceIamBinding:ServiceIamBinding",
  "gcp:cloudrunv2/serviceIamMember:ServiceIamMember",
  "gcp:cloudrunv2/serviceIamPolicy:ServiceIamPolicy",
];

/** The identity proxy stands in for the invoker: whom it lets in calls the service. */
const proxy = /^gcp:iap\/.*Iam(Member|Binding|Policy)$/;

export default policy({
  name: "run-invoker-not-public",
  refuses: "a Cloud Run service that anyone may call",
  because: "a grant to everyone outlives the day it was needed, and no review of the service itself shows it",
  fix:
    "grant roles/run.invoker to the callers' own service accounts; for a service that is public on purpose set " +
    `invokerIamDisabled together with the reason ${reasonInWords} in the annotation ${publicBecause} (Flotilla: exposure: Anyone.because("…"))`,
  severity: "high",
  same: ["checkov:CKV_GCP_102"],
  applies: (type) => type === service || iam.includes(type) || proxy.test(type),
  check({ type, props }, report) {
    if (type === service) judgeService(props, report);
    else refuseEveryone(props, ["member", "members", "policyData"], report);
  },
});

/** Asking nobody is for a service that anyone is to reach, or that the load balancer alone reaches. */
function judgeService(props: Props, { violation, unknown }: Report): void {
  const { invokerIamDisabled: disabled, defaultUriDisabled, ingress } = props;
  const onPurpose = isPublicOnPurpose(props);
  if (disabled === undefined || disabled === false || onPurpose === true) return;
  const behindBalancer = ingress === "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER";
  if (behindBalancer && defaultUriDisabled === true) return;
  if (disabled === Unknown) unknown("invokerIamDisabled");
  else if (ingress === Unknown) unknown("ingress");
  else if (onPurpose === Unknown) unknown(`annotations["${publicBecause}"]`);
  else if (behindBalancer && defaultUriDisabled === Unknown) unknown("defaultUriDisabled");
  else if (behindBalancer)
    violation(
      "defaultUriDisabled",
      "is not true, so the network reaches the service beside the load balancer, and nobody asks who calls",
    );
  else violation("invokerIamDisabled", `is true and ingress ${ingressInWords(props)}, so nothing asks who calls`);
}
