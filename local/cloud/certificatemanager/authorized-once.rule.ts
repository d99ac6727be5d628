/**
 * A domain is proved once. What is renamed is made under its new name before the old one is deleted, and meets this.
 */
import type { PropertyMap } from "../../values";
import { Refusal } from "../errors";
import type { Rule } from "../rule";

const authorization = "gcp:certificatemanager/dnsAuthorization:DnsAuthorization";

export class DomainAuthorized extends Refusal {
  constructor() {
    super(400, "", "DNS authorization for the tuple (project, domain, FIXED_OR_FLEXIBLE) already exists");
  }
}

export const authorizedOnce: Rule = {
  name: "domain-authorized-once",
  demands: "A domain has one DNS authorisation of its kind in a project and location.",
  answer: "400: DNS authorization for the tuple (project, domain, FIXED_OR_FLEXIBLE) already exists",
  sources: ["the words: an answer to a public program, found in a document that kept it"],
  types: [authorization],
  before: ["create"],
  check({ inputs, world }) {
    const wanted = kindOf(inputs);
    if (world.ofType(authorization).some((other) => kindOf(other.inputs) === wanted)) throw new DomainAuthorized();
  },
};

function kindOf({ project, location, domain, type }: PropertyMap): string {
  return [project, location, domain, type === "PER_PROJECT_RECORD"].join(" ");
}
