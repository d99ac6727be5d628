/** What a Cloud Run service says about who reaches it. */
import { at, type Known, type Props, Unknown } from "../values";

/** The annotation that records why a service is public; review shows it. */
export const publicBecause = "flotilla.dev/public-because";

export const service = "gcp:cloudrunv2/service:Service";

/** Whether the internet reaches the service's own address, which it also does where `ingress` is not set. */
export function isReachedByAll({ ingress }: Props): Known {
  if (ingress === Unknown) return Unknown;
  return ingress === undefined || ingress === "" || ingress === "INGRESS_TRAFFIC_ALL";
}

export function isPublicOnPurpose({ annotations }: Props): Known {
  const reason = at(annotations, publicBecause);
  if (reason === Unknown) return Unknown;
  return typeof reason === "string" && reason.trim() !== "";
}

/** How `ingress` is wrong, in words that go on after its name. */
export function ingressInWords({ ingress }: Props): string {
  return typeof ingress === "string" && ingress !== ""
    ? `is ${ingress}`
    : "is not set, which means all of the internet";
}
