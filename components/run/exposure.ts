import { refuse, tells } from "../refuse";

const key = Symbol("made here");

let reasonOf!: (anyone: Anyone) => string;

/** A service that anyone may call at its own public address; its reason is recorded and shown in review. */
export class Anyone {
  readonly #reason: string;

  private constructor(given: symbol, reason: string) {
    // `private` binds the compiler alone.
    if (given !== key) throw new Error('say why: exposure: Anyone.because("…")');
    this.#reason = reason;
  }

  /** `exposure: Anyone.because("serves the public keys that other companies verify tokens with")`: at least three words. */
  static because(reason: string): Anyone {
    if (!tells(reason)) {
      const given = `${JSON.stringify(reason)} does not tell a reviewer why; say who calls and why without a grant`;
      refuse("Anyone", "because", [{ propertyPath: "reason", reason: given }]);
    }
    return new Anyone(key, reason.trim());
  }

  static {
    reasonOf = (anyone) => anyone.#reason;
  }
}

/**
 * Who reaches a service. `internal`: workloads that were granted `call()`, from inside the network. `edge`: anyone, through
 * the environment's edge; the service authorises each request itself. `Anyone.because(…)`: anyone, at a public address.
 */
export type Exposure = "internal" | "edge" | Anyone;

/** Where the reason of a public service is written down, for policies and review to read. */
const reasonAnnotation = "flotilla.dev/public-because";

/** What exposure means to Cloud Run. */
export interface Reach {
  ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY" | "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" | "INGRESS_TRAFFIC_ALL";
  /** Whether requests are let in without asking IAM. */
  invokerIamDisabled: boolean;
  defaultUriDisabled: boolean;
  /** Whether Google's identity proxy asks who it is first. */
  iapEnabled: boolean;
  annotations?: Record<string, string>;
}

export function reachOf(exposure: Exposure, edge: "balanced" | "direct"): Reach {
  if (exposure instanceof Anyone) {
    const annotations = { [reasonAnnotation]: reasonOf(exposure) };
    return { ...open, ingress: "INGRESS_TRAFFIC_ALL", invokerIamDisabled: true, annotations };
  }
  if (exposure === "internal") return { ...open, ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY" };
  // The load balancer shows no identity to a service, so IAM has nobody to ask about (cloud-facts, section 3).
  if (edge === "balanced")
    return {
      ...open,
      ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
      invokerIamDisabled: true,
      defaultUriDisabled: true,
    };
  return { ...open, ingress: "INGRESS_TRAFFIC_ALL", iapEnabled: true };
}

const open = { invokerIamDisabled: false, defaultUriDisabled: false, iapEnabled: false };
