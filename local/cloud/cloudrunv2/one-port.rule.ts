/** Requests go to one container of an instance: the one that has a port. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { containersOf } from "./revision";

export class NotOnePort extends Refusal {
  constructor() {
    super(
      400,
      "badRequest",
      "template.containers: Revision template should contain exactly one container with an exposed port.",
    );
  }
}

export const onePort: Rule = {
  name: "one-port",
  demands: "Of several containers of a service exactly one has a port.",
  answer:
    "400 badRequest: template.containers: Revision template should contain exactly one container with an exposed port.",
  sources: ["GoogleCloudPlatform/terraform-google-cloud-run#302", "GoogleCloudPlatform/terraform-google-cloud-run#488"],
  types: ["gcp:cloudrunv2/service:Service"],
  before: ["create", "update"],
  check({ inputs }) {
    const containers = containersOf(inputs);
    const withPort = containers.filter(({ container }) => container.ports !== undefined && container.ports !== null);
    if (containers.length > 1 && withPort.length !== 1) throw new NotOnePort();
  },
};
