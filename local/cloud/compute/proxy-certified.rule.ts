/** A proxy that ends TLS has something to do it with. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { textOf, textsOf } from "../typed";

export class NoCertificate extends Refusal {
  constructor() {
    super(
      400,
      "invalid",
      "Invalid value for field 'resource': ''. At least 1 SSL certificate must be specified for setting SSL certificates in TargetHttpsProxy.",
    );
  }
}

export const proxyCertified: Rule = {
  name: "proxy-certified",
  demands: "A target HTTPS proxy has a certificate map or a certificate.",
  answer:
    "400 invalid: Invalid value for field 'resource': ''. At least 1 SSL certificate must be specified for setting SSL " +
    "certificates in TargetHttpsProxy.",
  sources: ["hashicorp/terraform-provider-google#17802"],
  types: ["gcp:compute/targetHttpsProxy:TargetHttpsProxy"],
  before: ["create", "update"],
  check({ inputs }) {
    const certificates = [...textsOf(inputs.sslCertificates), ...textsOf(inputs.certificateManagerCertificates)];
    if (textOf(inputs.certificateMap) === undefined && certificates.length === 0) throw new NoCertificate();
  },
};
