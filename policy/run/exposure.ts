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

/** The shortest text that can tell a reviewer why. */
const shortest = { words: 3, characters: 15 };

/** How a reason is to be given, in words that go on after "the reason". */
export const reasonInWords = `(${shortest.words} words or more, ${shortest.characters} characters or more)`;

export function isPublicOnPurpose({ annotations }: Props): Known {
  const reason = at(annotations, publicBecause);
  if (reason === Unknown) return Unknown;
  if (typeof reason !== "string") return false;
  const text = reason.trim();
  return text.length >= shortest.characters && text.split(/\s+/).length >= shortest.words;
}

/** How `ingress` is wrong, in words that go on after its name. */
export function ingressInWords({ ingress }: Props): string {
  return typeof ingress === "string" && ingress !== ""
    ? `is ${ingress}`
    : "is not set, which means all of the internet";
}
