import { policy } from "../policy";
import { Unknown } from "../values";
import { ingressInWords, isPublicOnPurpose, isReachedByAll, publicBecause, reasonInWords, service } from "./exposure";

export default policy({
  name: "run-ingress-not-public-by-accident",
  refuses: "a Cloud Run service that the internet reaches at its own address and nobody says why",
  because: "it is all that stands between a missing check and everyone, and it goes around the load balancer's rules",
  fix:
    "set ingress to INGRESS_TRAFFIC_INTERNAL_ONLY or INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER, or set iapEnabled, " +
    `or write the reason ${reasonInWords} into the annotation ${publicBecause} (Flotilla: exposure: Anyone.because("…"))`,
  severity: "high",
  same: ["gcp-pac:cloudrun-disallow-public-ingress", "gcp-pac:cloudrunv2-service-disallow-public-ingress"],
  applies: service,
  check({ props }, { violation, unknown }) {
    const reached = isReachedByAll(props);
    const onPurpose = isPublicOnPurpose(props);
    if (reached === false || onPurpose === true || props.iapEnabled === true) return;
    if (reached === Unknown) unknown("ingress");
    else if (onPurpose === Unknown) unknown(`annotations["${publicBecause}"]`);
    else if (props.iapEnabled === Unknown) unknown("iapEnabled");
    else violation("ingress", ingressInWords(props));
  },
});
